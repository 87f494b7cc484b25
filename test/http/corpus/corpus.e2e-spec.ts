import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { PICTURE_FORMATS, type PictureFormat } from '../../../src/rendering/chart-renderer.port.js';
import { decode, type Pixels } from '../../../src/rendering/testing/pixels.js';
import { chartAddress, chartAgent, post } from '../quickchart/chart-agent.js';
import type { RunningService } from '../../support/running-service.js';
import { CORPUS } from './corpus.js';
import {
  type CorpusChart,
  HEIGHT_PX,
  type Part,
  requestOf,
  specificationOf,
  WIDTH_PX,
} from './corpus-chart.js';
import { type Blocks, blocksOf, greatestDifference } from './similarity.js';
import { readPdf } from './pdf-page.js';
import { countColors, countText, inkPercent, percentOf } from './pictures.js';

// Out of 255. JPEG and AVIF halve the colour resolution, and librsvg places thin strokes differently than Skia.
const MAX_DIFFERENCE = { svg: 45, webp: 20, avif: 20, jpeg: 20 };
const MIN_COLORS = 8;
const MIN_INK_PERCENT = 2;
// For colours that a part must not have: text and edges have pixels of many colours.
const MAX_STRAY_PERCENT = 0.1;
const MIN_TEXT_PIXELS = 10;

let agent: RunningService;

beforeAll(async () => {
  agent = await chartAgent();
});

afterAll(() => agent.stop());

async function rendered(chart: CorpusChart, format: PictureFormat) {
  const answer = await post(`${agent.url}/chart`, { ...requestOf(chart), format });
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect([answer.status, answer.headers.get('x-quickchart-error')]).toEqual([200, null]);
  expect(answer.headers.get('content-type')).toBe(PICTURE_FORMATS[format]);
  return { bytes, warning: answer.headers.get('x-quickchart-warning') };
}

/** Expected colours that a specification names and does not mix with others. */
function plainColorsOf({ name, shows }: CorpusChart): string[] {
  const specification = specificationOf(name);
  const written = shows.map(([color]) => color).filter((color) => specification.includes(color));
  return specification.includes('getGradientFillHelper') ? [] : written;
}

/** The expectations that an image does not meet, with the measured numbers. */
function unmetIn(pixels: Pixels, { shows, lacks = [], text }: CorpusChart): unknown[] {
  const found = (color: string, part: Part) => ({ color, part, percent: percentOf(pixels, part, color) });
  return [
    ...shows.flatMap(([color, part, minPercent]) => {
      const share = found(color, part);
      return share.percent < minPercent ? { ...share, minPercent } : [];
    }),
    ...lacks.map(([color, part]) => found(color, part)).filter(({ percent }) => percent > MAX_STRAY_PERCENT),
    ...text
      .map((part) => ({ part, textPixels: countText(pixels, part) }))
      .filter(({ textPixels }) => textPixels < MIN_TEXT_PIXELS),
  ];
}

describe('the corpus', () => {
  it('has expectations for each specification, and vice versa', () => {
    const files = readdirSync(new URL('specs/', import.meta.url), { recursive: true }).map(String);
    const names = files.filter((file) => file.endsWith('.chart')).map((file) => file.slice(0, -6));

    expect(CORPUS.map(({ name }) => name).sort()).toEqual(names.sort());
  });
});

describe.each(CORPUS)('$name', (chart) => {
  it('shows the expected content at the expected positions', async () => {
    const { bytes, warning } = await rendered(chart, 'png');
    const pixels = await decode(bytes);

    expect([pixels.width, pixels.height]).toEqual([WIDTH_PX, HEIGHT_PX]);
    expect(countColors(pixels)).toBeGreaterThanOrEqual(MIN_COLORS);
    expect(inkPercent(pixels)).toBeGreaterThan(MIN_INK_PERCENT);
    expect(unmetIn(pixels, chart)).toEqual([]);
    const warnings = warning?.split('; ') ?? [];
    expect(warnings).toEqual((chart.warns ?? []).map((piece) => expect.stringContaining(piece)));
  });

  it('is the same image in every other format', async () => {
    const formats = ['svg', 'webp', 'avif', 'jpeg'] as const;
    const [png, pdf, ...others] = await Promise.all(
      (['png', 'pdf', ...formats] as const).map(async (format) => (await rendered(chart, format)).bytes),
    );
    const reference = blocksOf(await decode(png!));

    for (const [at, format] of formats.entries()) {
      const difference = greatestDifference(reference, blocksOf(await decode(others[at]!)));
      expect(difference).toBeLessThan(MAX_DIFFERENCE[format]);
    }
    const page = readPdf(pdf!);
    expect(page.mediaBox).toEqual([0, 0, WIDTH_PX, HEIGHT_PX]);
    expect(page.paths).toBeGreaterThan(1);
    expect(page.texts > 0 && page.fonts > 0).toBe(chart.text.length > 0);
    for (const color of plainColorsOf(chart)) expect(page.colors).toContain(color);
  });
});

describe('the measure of similarity', () => {
  it('distinguishes every image of the corpus from every other one', async () => {
    const pictures: { name: string; blocks: Blocks }[] = [];
    for (const chart of CORPUS) {
      const { bytes } = await rendered(chart, 'png');
      pictures.push({ name: chart.name, blocks: blocksOf(await decode(bytes)) });
    }
    const similar = pictures.flatMap(({ name, blocks }, at) =>
      pictures.slice(at + 1).flatMap((other) => {
        const difference = greatestDifference(blocks, other.blocks);
        return difference <= MAX_DIFFERENCE.svg ? [{ name, other: other.name, difference }] : [];
      }),
    );

    expect(similar).toEqual([]);
  });
});

describe('a chart in a URL', () => {
  it.each(CORPUS.filter((_, at) => at % 5 === 0))('is rendered like one in a body: $name', async (chart) => {
    const { bytes } = await rendered(chart, 'png');
    const { chart: c, ...others } = requestOf(chart);
    const answer = await fetch(chartAddress(agent, { c, ...others }));

    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  });
});
