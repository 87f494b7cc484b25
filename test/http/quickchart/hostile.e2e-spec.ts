import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningService } from '../../support/running-service.js';
import { chartAddress, chartAgent, pictureCounts, post } from './chart-agent.js';

const around = (value: string) => `{type:'bar',data:{labels:['a'],datasets:[{data:[${value}]}]}}`;

const HOSTILE: readonly [string, string][] = [
  ['the environment', around('process.env')],
  ['a function', around('function(){return 1}')],
  ['an arrow', around('()=>1')],
  ['a call', around('eval("1")')],
  ['the constructor of functions', around('constructor.constructor("return process")()')],
  ['an import', around('import("node:fs")')],
  ['a template', around('`${process.pid}`')],
  ['a prototype', `{type:'bar',__proto__:{a:1},data:{}}`],
  ['a prototype in quotes', `{"type":"bar","__proto__":{"a":1},"data":{}}`],
  ['a constructor', `{type:'bar',constructor:{prototype:{a:1}},data:{}}`],
  ['a loop', 'while(true){}'],
  ['a spread', around('...process')],
  ['depth', `{type:'bar',data:${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
  ['no text', ' '],
  ['a number', '7'],
];

describe('a hostile specification', () => {
  let agent: RunningService;

  beforeAll(async () => {
    agent = await chartAgent();
  });

  afterAll(() => agent.stop());

  it.each(HOSTILE)('is refused without a render worker: %s', async (_name, chart) => {
    const before = await pictureCounts(agent);
    const headers = { accept: 'application/problem+json' };
    const answers = await Promise.all([
      fetch(chartAddress(agent, { c: chart, v: '4' }), { headers }),
      post(`${agent.url}/chart`, { chart, version: '2' }, headers),
      post(`${agent.url}/chart/create`, { chart }, headers),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
    for (const { headers: said } of answers) expect(said.get('x-quickchart-error')).toMatch(/^[ -~]{10,}$/);
    expect(await pictureCounts(agent)).toEqual(before);
  });

  it('reports its position in the header and the image', async () => {
    const answer = await fetch(chartAddress(agent, { c: "{type:'bar',\n data:process.env}" }));

    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'image/png']);
    expect(answer.headers.get('x-quickchart-error')).toMatch(/line 2, column 7/);
  });

  it('is refused with too many points or too many levels of JSON', async () => {
    const points = { type: 'line', data: { datasets: [{ data: Array(100_000).fill(0) }] } };
    const deep = `{"chart":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`;
    const headers = { 'content-type': 'application/json', accept: 'application/problem+json' };
    const answers = await Promise.all([
      post(`${agent.url}/chart`, { chart: points }, headers),
      fetch(`${agent.url}/chart`, { method: 'POST', headers, body: deep }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
  });
});
