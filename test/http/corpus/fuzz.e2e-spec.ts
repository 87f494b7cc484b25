import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decode } from '../../../src/rendering/testing/pixels.js';
import { chartAgent, post } from '../quickchart/chart-agent.js';
import type { RunningService } from '../../support/running-service.js';
import { CORPUS } from './corpus.js';
import { specificationOf } from './corpus-chart.js';
import { literalOf } from './fuzz/literal-of.js';
import { chooseFrom, mutated, randomFrom } from './fuzz/mutate.js';
import { randomChart } from './fuzz/random-charts.js';

const SEED = 20_260_722;
const MUTATIONS = 480;
const RANDOM_ROUNDS = 60;
const AT_ONCE = 4;
// Much longer than any of these takes; a rendering that hangs ends the test by the timeout of the test.
const RENDER_TIMEOUT_MS = 20_000;
const TEST_TIMEOUT_MS = 300_000;
const LONGEST_TEXT = 5_000;
const SIZE = { width: 240, height: 160, devicePixelRatio: 1 };

let agent: RunningService;
let statuses: number[] = [];

beforeAll(async () => {
  agent = await chartAgent({ RENDER_TIMEOUT_MS: `${RENDER_TIMEOUT_MS}`, RENDER_WORKERS: '2' });
});

beforeEach(() => {
  statuses = [];
});

afterAll(() => agent.stop());

/** What is wrong with the answer to a chart; undefined if it is correct. */
async function problemOf(chart: string, version: string): Promise<string | undefined> {
  const answer = await post(`${agent.url}/chart`, { chart, version, ...SIZE });
  const body = Buffer.from(await answer.arrayBuffer());
  statuses.push(answer.status);
  if (![200, 400, 503].includes(answer.status)) return `status ${answer.status}: ${body.toString('utf8')}`;
  const reason = answer.headers.get('x-quickchart-error');
  if (answer.status !== 200) return reason === null ? `status ${answer.status} without a reason` : undefined;
  const { width, height } = await decode(body);
  return width === SIZE.width && height === SIZE.height ? undefined : `${width} x ${height} pixels`;
}

async function wrongAnswers(charts: readonly { chart: string; version: string }[]) {
  const found = await Promise.all(
    charts.map(async ({ chart, version }) => ({ chart, version, wrong: await problemOf(chart, version) })),
  );
  return found.filter(({ wrong }) => wrong !== undefined);
}

/** If all charts were rendered, or all refused at their first character, the test would try nothing. */
function expectBothOutcomes(): void {
  const rendered = statuses.filter((status) => status === 200).length;
  expect(rendered).toBeGreaterThan(statuses.length / 10);
  expect(rendered).toBeLessThan((statuses.length * 9) / 10);
}

async function expectAlive(): Promise<void> {
  const fine = await wrongAnswers([{ chart: specificationOf('v4/bar-grouped'), version: '4' }]);
  expect(fine).toEqual([]);
  expect((await fetch(`${agent.url}/readyz`)).status).toBe(200);
  expect(agent.stderr.join('')).toBe('');
}

describe('random charts', () => {
  it(
    `are rendered or refused if they are edits of the corpus (seed ${SEED})`,
    async () => {
      const random = randomFrom(SEED);
      const texts = CORPUS.map(({ name }) => ({ chart: specificationOf(name), version: name.slice(1, 2) }));
      const short = texts.filter(({ chart }) => chart.length < LONGEST_TEXT);
      for (let done = 0; done < MUTATIONS; done += AT_ONCE) {
        const charts = Array.from({ length: AT_ONCE }, () => {
          const { chart, version } = chooseFrom(random, short);
          return { chart: mutated(chart, random), version };
        });
        expect(await wrongAnswers(charts)).toEqual([]);
      }
      expectBothOutcomes();
      await expectAlive();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    `are rendered or refused if they consist of strange values (seed ${SEED})`,
    async () => {
      const charts = fc.array(
        fc.record({ chart: randomChart.map(literalOf), version: fc.constantFrom('2', '3', '4') }),
        {
          minLength: AT_ONCE,
          maxLength: AT_ONCE,
        },
      );
      await fc.assert(
        fc.asyncProperty(charts, async (requests) => expect(await wrongAnswers(requests)).toEqual([])),
        // An agent that has ended fails for every smaller chart too, so only the first failure is meaningful.
        { seed: SEED, numRuns: RANDOM_ROUNDS, endOnFailure: true },
      );
      expectBothOutcomes();
      await expectAlive();
    },
    TEST_TIMEOUT_MS,
  );
});
