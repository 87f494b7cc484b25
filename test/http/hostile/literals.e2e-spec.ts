import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chartAgent, pictureCounts, post } from '../quickchart/chart-agent.js';
import type { RunningService } from '../../support/running-service.js';

const AS_DOCUMENT = { accept: 'application/problem+json' };
const SECOND_LINE = `{type:'bar',\n data:`;

/** Code in place of data, what the error calls it, and its column. */
const NO_DATA: readonly [text: string, called: string, column: number][] = [
  ['process.env', 'the member access "process.env"', 7],
  ["constructor.constructor('return process')()", 'the member access "constructor.constructor"', 7],
  ['globalThis', 'the variable "globalThis"', 7],
  ['while(true){}', 'a statement, while', 7],
  ["require('fs')", 'a call to "require"', 7],
  ["import('fs')", 'an import', 7],
  ["eval('1')", 'a call to "eval"', 7],
  ['new Function("return 1")()', 'a call to "new Function"', 7],
  ['new Date(Date.now())', 'the member access "Date.now"', 16],
  ['`${process.env.HOME}`', 'template code', 8],
  ['/(a+)+$/', 'a regular expression', 7],
  ['1, process.exit()', 'a member access', 17],
];

/** Code that is read without being run by the engine, and what it is where a chart has its data. */
const EVALUATED: readonly (readonly [text: string, value: string])[] = [
  ['(()=>{})()', 'nothing'],
  ['function(){return process}', 'a function'],
  ['async () => 1', 'a function'],
  ['[].map(String)', 'an array'],
  ['`a` + `b`', '"ab"'],
  ['[...[1]]', 'an array'],
  ['this', 'nothing'],
];

/** Keys that give access to the prototype that all objects share. */
const SHARED_KEYS = [
  '__proto__',
  '"__proto__"',
  "'\\x5f_proto__'",
  'constructor',
  '"prototype"',
  '["__proto__"]',
];

let agent: RunningService;

beforeAll(async () => {
  agent = await chartAgent();
});

afterAll(() => agent.stop());

/** Requests a chart, and checks that neither it nor a picture of the error was rendered. */
async function refusal(chart: unknown, more: Readonly<Record<string, unknown>> = {}) {
  const before = await pictureCounts(agent);
  const answer = await post(`${agent.url}/chart`, { chart, version: '4', ...more }, AS_DOCUMENT);
  await answer.arrayBuffer();
  expect(await pictureCounts(agent)).toEqual(before);
  return { status: answer.status, reason: answer.headers.get('x-quickchart-error') };
}

describe('a hostile literal', () => {
  it.each(NO_DATA)(
    'is refused with its kind and position, before anything is rendered: %s',
    async (text, called, column) => {
      const { status, reason } = await refusal(`${SECOND_LINE}${text}}`);

      expect(status).toBe(400);
      expect(reason).toContain(`but found ${called}`);
      expect(reason).toContain(`line 2, column ${column}`);
    },
  );

  it.each(EVALUATED)('is evaluated without access to anything, then refused: %s', async (text, value) => {
    expect(await refusal(`${SECOND_LINE}${text}}`)).toEqual({
      status: 400,
      reason: `Expected data to be an object but received ${value}`,
    });
  });

  it.each(SHARED_KEYS)('is refused for the key %s', async (key) => {
    const { status, reason } = await refusal(`{type:'bar',\n ${key}:{polluted:1},data:{}}`);

    expect(status).toBe(400);
    // A name in brackets is an expression, whose position is that of the object.
    expect(reason).toMatch(key.startsWith('[') ? /line 1, column 1/ : /line 2, column 2/);
  });

  it('is refused for a shared key in parsed JSON too', async () => {
    const body = '{"chart":{"type":"bar","data":{"datasets":[{"__proto__":{"a":1}}]}},"version":"4"}';
    const headers = { 'content-type': 'application/json', ...AS_DOCUMENT };
    const answer = await fetch(`${agent.url}/chart`, { method: 'POST', headers, body });

    expect(answer.status).toBe(400);
    expect(answer.headers.get('x-quickchart-error')).toMatch(/^[ -~]{20,}$/);
  });
});

describe('a chart over a limit', () => {
  const points = (text: string) => `{type:'line',\ndata:{datasets:[{data:[${text}]}]}}`;

  it('is refused by its length: 10 MiB of text', async () => {
    expect(await refusal('x'.repeat(10 * 1024 * 1024))).toEqual({
      status: 413,
      reason: 'Expected a body of at most 1048576 bytes',
    });
  });

  it('is refused by its length: 10,000,000 points', async () => {
    expect((await refusal(points('1,'.repeat(10_000_000)))).status).toBe(413);
  });

  it.each([
    ['short numbers', points('1,'.repeat(500_000))],
    ['holes', points(','.repeat(1_000_000))],
    ['pairs', points('[,],'.repeat(250_000))],
    ['labels', `{type:'bar',data:{labels:[${'1,'.repeat(500_000)}],datasets:[]}}`],
    ['datasets', `{type:'bar',data:{datasets:[${'{data:[]},'.repeat(100_000)}]}}`],
  ])('is refused by its points, which fit into a body: %s', async (_, chart) => {
    const { status, reason } = await refusal(chart);

    expect(status).toBe(400);
    expect(reason).toMatch(/at most \d+/);
  });

  it.each([
    ['arrays', '['],
    ['objects', '{a:'],
    ['parentheses', '('],
    ['dates', 'new Date('],
    ['signs', '-+'],
  ])('is refused by its depth: 100,000 %s', async (_, opening) => {
    const { status, reason } = await refusal(opening.repeat(100_000));

    expect(status).toBe(400);
    expect(reason).toMatch(/line 1, column \d+/);
  });

  it.each([
    [30_000, 30_000, 1, /width to be an integer between 1 and 10000/],
    [10_000, 10_000, 1, /pixels of png but received 10000 x 10000/],
    [3_000, 3_000, 2, /pixels of png but received 6000 x 6000/],
  ])('is refused by its pixels: %i x %i at ratio %i', async (width, height, devicePixelRatio, sentence) => {
    const chart = { type: 'bar', data: { datasets: [] } };
    const { status, reason } = await refusal(chart, { width, height, devicePixelRatio });

    expect([status, reason]).toEqual([400, expect.stringMatching(sentence)]);
  });

  it('does not affect the next chart', async () => {
    const chart = { type: 'bar', data: { labels: ['a'], datasets: [{ data: [1] }] } };
    const answer = await post(`${agent.url}/chart`, { chart, version: '4' });

    expect(answer.status).toBe(200);
    expect(await pictureCounts(agent)).toEqual({ hits: 0, misses: 1, coalesced: 0 });
  });
});
