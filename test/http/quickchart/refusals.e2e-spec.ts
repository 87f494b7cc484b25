import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countDark, decode } from '../../../src/rendering/testing/pixels.js';
import { getAsIs } from '../../support/get-as-is.js';
import type { RunningService } from '../../support/running-service.js';
import { barChart, chartAddress, chartAgent, pictureCounts, post } from './chart-agent.js';

const AS_DOCUMENT = { accept: 'application/problem+json' };

describe('an invalid request', () => {
  let agent: RunningService;

  beforeAll(async () => {
    agent = await chartAgent();
  });

  afterAll(() => agent.stop());

  it('gets 400, a header, and an image of the requested size with the reason', async () => {
    const answer = await fetch(
      chartAddress(agent, { c: barChart(), w: 400, h: 200, devicePixelRatio: 1, v: '7' }),
    );
    const picture = await decode(Buffer.from(await answer.arrayBuffer()));

    expect(answer.status).toBe(400);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-quickchart-error')).toBe(
      'Expected version to be a Chart.js version from 2 to 4 but received "7"',
    );
    expect([picture.width, picture.height]).toEqual([400, 200]);
    expect(countDark(picture, { left: 0, top: 0, right: 400, bottom: 200 })).toBeGreaterThan(100);
  });

  it('gets an answer in the requested format', async () => {
    const answer = await fetch(chartAddress(agent, { c: barChart(), f: 'svg', w: 'x' }));

    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('image/svg+xml');
  });

  it('gets a problem document when the caller prefers JSON', async () => {
    const address = chartAddress(agent, { c: barChart(), w: 'x' });
    const types = ['application/json', 'application/problem+json', 'application/json, text/plain, */*'];
    const answers = await Promise.all(types.map((accept) => fetch(address, { headers: { accept } })));

    expect(answers.map(({ headers }) => headers.get('content-type'))).toEqual([
      'application/problem+json; charset=utf-8',
      'application/problem+json; charset=utf-8',
      'image/png',
    ]);
    expect(await answers[0]!.json()).toMatchObject({ problems: [{ field: 'width' }] });
    expect(answers.map(({ headers }) => headers.get('vary'))).toEqual(Array(3).fill('Accept'));
  });

  it('cannot add a header to the answer', async () => {
    const answer = await fetch(chartAddress(agent, { c: barChart(), bkg: 'a\r\nset-cookie: b=测试' }));

    const reason = Buffer.from(answer.headers.get('x-quickchart-error')!, 'latin1').toString();

    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(reason).toMatch(/"a\\r\\nset-cookie: b=测试"$/);
  });

  it.each([
    ['no field', '', 'Expected chart to be'],
    ['a repeated field', 'c={}&w=1&w=2', 'Expected width to be'],
    ['a field under both names', 'c={}&w=1&width=2', 'Expected width to be given once'],
    ['an unknown format', 'c={}&f=gif', 'Expected format to be one of'],
    ['too many pixels', 'c={}&w=30000&h=30000', 'Expected width to be an integer between 1 and 10000'],
    [
      'too many pixels by the ratio',
      'c={}&w=2000&h=2000&devicePixelRatio=8',
      'to be 1 to 10000000 pixels of png',
    ],
    ['invalid base64', 'c={}&encoding=base64', 'Expected chart to be UTF-8 text encoded as base64'],
  ])('with %s is refused without a render worker', async (_name, query, sentence) => {
    const before = await pictureCounts(agent);
    const answer = await fetch(`${agent.url}/chart?${query}`, { headers: AS_DOCUMENT });
    const { detail } = (await answer.json()) as { detail: string };

    expect([answer.status, detail]).toEqual([400, expect.stringContaining(sentence)]);
    expect(answer.headers.get('x-quickchart-error')).toContain(sentence);
    expect(await pictureCounts(agent)).toEqual(before);
  });

  it('gets 413 when the body is too long, and 415 for other media types', async () => {
    const long = { chart: 'x'.repeat(10 * 1024 * 1024) };
    const answers = await Promise.all([
      post(`${agent.url}/chart`, long),
      post(`${agent.url}/chart/create`, long),
      post(`${agent.url}/chart`, barChart(), { 'content-type': 'text/csv' }),
      post(`${agent.url}/chart`, barChart(), { 'content-type': 'text/plain' }),
      fetch(`${agent.url}/chart`, { method: 'POST' }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([413, 413, 415, 415, 415]);
    expect(answers[0].headers.get('x-quickchart-error')).toBe('Expected a body of at most 1048576 bytes');
    expect(answers[2].headers.get('x-quickchart-error')).toMatch(/but received text\/csv$/);
  });

  it.each(['[]', '{', 'null', '"{}"', ''])('is refused with the body %j', async (body) => {
    const headers = { 'content-type': 'application/json', ...AS_DOCUMENT };
    const answer = await fetch(`${agent.url}/chart`, { method: 'POST', headers, body });

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('gets 431 when the address and the headers are too long', async () => {
    const taken = await getAsIs(agent.url, `/chart?f=gif&c=${'x'.repeat(60_000)}`, AS_DOCUMENT);
    const refused = await getAsIs(agent.url, `/chart?f=gif&c=${'x'.repeat(70_000)}`, AS_DOCUMENT);

    expect(taken.status).toBe(400);
    expect(refused.status).toBe(431);
    expect(JSON.parse(refused.body)).toMatchObject({
      detail: expect.stringContaining('at most 65536 bytes together'),
    });
  });
});
