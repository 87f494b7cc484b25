import { describe, expect, it } from '@jest/globals';
import { TICK_MS } from '../../contract/tick.js';
import { held } from '../../rendering/testing/held-renderer.js';
import { type MetricsSource, MetricsSources, type Reading } from '../../sources/metrics-source.port.js';
import { pictureQuerySchema } from './picture-query.schema.js';
import { PicturesService } from './pictures.service.js';

/** A source that returns the same reading throughout a tick, as all sources do. */
function sourceNamed(name: string): MetricsSource {
  const readings = new Map<string, Reading>();
  return {
    name,
    kind: 'exposition',
    address: `${name}:80`,
    check: () => Promise.resolve(),
    read: (question) => {
      const key = JSON.stringify(question);
      const samples = [{ name: 'up', labels: {}, value: question.atMs }];
      const reading = readings.get(key) ?? { kind: 'samples', subject: key, warnings: [], samples };
      readings.set(key, reading);
      return Promise.resolve(reading);
    },
  };
}

/** The service over a renderer that draws nothing by itself and a cache that keeps nothing. */
function pictures() {
  const { renderer, pictures } = held({ PICTURE_CACHE_BYTES: 0 });
  const rendered = renderer.requested;
  const time = { nowMs: 10 * TICK_MS };
  const [shop, node] = [sourceNamed('shop'), sourceNamed('node')];
  const service = new PicturesService(new MetricsSources(shop, [shop, node]), pictures, {
    nowMs: () => time.nowMs,
  });
  const draw = async (
    query: Record<string, string> = {},
    { source = shop, format = 'png' as const } = {},
  ) => {
    const count = rendered.length;
    const answer = service.draw(source, pictureQuerySchema.parse(query), format);
    while (rendered.length === count) await Promise.resolve();
    rendered[count]!.end(100);
    await answer;
    return rendered[count]!.request;
  };
  return { service, draw, time, shop, node };
}

describe('PicturesService', () => {
  it('builds the specification once in a tick', async () => {
    const { draw, time } = pictures();
    const first = await draw();
    time.nowMs += TICK_MS - 1;

    expect(await draw()).toBe(first);
    expect(await draw({ range: '1h' })).toBe(await draw({ range: '1h' }));
  });

  it('builds it again in the next tick', async () => {
    const { draw, time } = pictures();
    const first = await draw();
    time.nowMs += TICK_MS;
    const next = await draw();

    expect(next.spec).not.toBe(first.spec);
    expect(next.spec.description).not.toBe(first.spec.description);
  });

  it.each([
    ['a size', { width: '300' }],
    ['a theme', { theme: 'dark' }],
    ['a type', { type: 'line' }],
    ['an application', { app: 'cart' }],
    ['a range', { range: '1h' }],
  ])('builds another one for %s, and keeps both', async (_name, query) => {
    const { draw } = pictures();
    const [plain, other] = [await draw(), await draw(query)];

    expect(JSON.stringify(other)).not.toBe(JSON.stringify(plain));
    expect(await draw()).toBe(plain);
    expect(await draw(query)).toBe(other);
  });

  it('builds one for each service', async () => {
    const { draw, node } = pictures();

    expect((await draw({}, { source: node })).spec.title).toMatch(/^node: /);
    expect((await draw()).spec.title).toMatch(/^shop: /);
  });

  it('finds services by name, and the first one without a name', () => {
    const { service, shop, node } = pictures();

    expect(service.sourceNamed(undefined)).toBe(shop);
    expect(service.sourceNamed('node')).toBe(node);
    expect(() => service.sourceNamed('nope')).toThrow('No service named "nope". Available: shop, node');
  });

  it('remembers the last PNG of each service', async () => {
    const { service, draw, node } = pictures();
    await draw();
    await draw({ width: '300' });

    expect(service.lastPng('shop')).toMatchObject({ service: 'shop', widthPx: 300 });
    expect(service.lastPng(node.name)).toBeUndefined();
  });
});
