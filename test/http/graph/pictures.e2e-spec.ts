import { afterEach, describe, expect, it } from '@jest/globals';
import { large, shop } from '../../../src/chart-spec/testing/graphs.js';
import { decode } from '../../../src/rendering/testing/pixels.js';
import { eventually } from '../../support/eventually.js';
import { readProblem } from '../../support/metrics-api.js';
import { RunningService } from '../../support/running-service.js';
import { topologyOf } from '../../support/topology.js';
import { type StubUpstream, httpUpstream, unusedPort } from '../../support/stub-upstream.js';

type Graph = ReturnType<typeof shop>;

const open: StubUpstream[] = [];
let agent: RunningService | undefined;
afterEach(async () => {
  await agent?.stop();
  await Promise.all(open.splice(0).map((upstream) => upstream.close()));
});

/** An agent that draws what `graph` returns at each read. */
async function agentWith(
  graph: () => Graph,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningService> {
  const metricsApi = await httpUpstream((_, response) => {
    response.setHeader('content-type', 'application/json').end(topologyOf(graph()));
  });
  open.push(metricsApi);
  return startAgent(metricsApi.port, env);
}

async function startAgent(port: number, env: Readonly<Record<string, string>> = {}): Promise<RunningService> {
  agent = await RunningService.start('k8s-app-monitor-agent', {
    SERVICE_NAME: '127.0.0.1',
    APP_PORT: String(port),
    GRAPH_SOURCE: 'model',
    RENDER_TIMEOUT_MS: '60000',
    UPSTREAM_TIMEOUT_MS: '30000',
    ...env,
  });
  return agent;
}

const get = ({ url }: RunningService, path: string, headers = {}) => fetch(url + path, { headers });

const textOf = async (service: RunningService, path: string) => {
  const response = await get(service, path);
  expect([path, response.status]).toEqual([path, 200]);
  return response.text();
};

/** Titles of the nodes, and the positions of these titles. */
const placesIn = (svg: string) =>
  new Map(
    [...svg.matchAll(/<text (x="[\d.]+" y="[\d.]+") [^>]*font-size="14"[^>]*>([^<]*)/g)].map(
      ([, at, name]) => [name, at],
    ),
  );

describe('the picture of the service graph', () => {
  it('is available in each format', async () => {
    const service = await agentWith(shop);
    const types: string[] = [];
    for (const extension of ['svg', 'png', 'webp', 'jpg', 'jpeg', 'avif', 'pdf']) {
      const response = await get(service, `/graph.${extension}`);
      const bytes = Buffer.from(await response.arrayBuffer());
      types.push(response.headers.get('content-type') ?? '');
      if (extension === 'pdf') expect(bytes.toString('latin1', 0, 5)).toBe('%PDF-');
      else expect((await decode(bytes)).width).toBeGreaterThan(1000);
    }

    expect(types).toEqual([
      'image/svg+xml',
      'image/png',
      'image/webp',
      'image/jpeg',
      'image/jpeg',
      'image/avif',
      'application/pdf',
    ]);
  });

  it('has the same entity tag for the same graph, and another one for another graph', async () => {
    let graph = shop();
    let reads = 0;
    const service = await agentWith(() => {
      reads += 1;
      return graph;
    });
    const tagOf = async (path: string) => (await get(service, path)).headers.get('etag') ?? '';
    const tag = await tagOf('/graph.svg');
    const tags = [tag];

    await eventually('the graph was read three times', async () => {
      tags.push(await tagOf('/graph.svg'));
      return reads >= 3;
    });
    expect(new Set(tags)).toEqual(new Set([tag]));
    expect((await get(service, '/graph.svg', { 'if-none-match': tag })).status).toBe(304);
    expect(await tagOf('/graph.svg?theme=dark')).not.toBe(tag);

    graph = { ...graph, edges: graph.edges.slice(1) };
    await eventually('the tag has changed', async () => (await tagOf('/graph.svg')) !== tag);
  });

  it('keeps the places of nodes when only rates change', async () => {
    let rate = 1;
    const service = await agentWith(() => {
      rate *= 10;
      const { nodes, edges, ...rest } = shop();
      const changed = edges.map((edge) => ({
        ...edge,
        traffic: { ...edge.traffic, requestsPerSecond: rate },
      }));
      return { ...rest, nodes, edges: changed };
    });
    const [before, after] = [
      await textOf(service, '/graph.svg'),
      await textOf(service, '/graph.svg?time_horizon=1m'),
    ];

    expect(before).not.toBe(after);
    expect(placesIn(before).size).toBe(12);
    expect(placesIn(after)).toEqual(placesIn(before));
  });

  it('hides idle edges unless they are requested', async () => {
    const service = await agentWith(shop);

    expect(await textOf(service, '/graph.svg')).not.toContain('ledger → audit');
    expect(await textOf(service, '/graph.svg')).toContain('2 idle edges hidden.');
    expect(await textOf(service, '/graph.svg?idle=true')).toContain(
      '<title>ledger → audit: no requests</title>',
    );
  });

  it.each([
    [200, 200, undefined],
    [201, 12, '201 nodes are grouped by domain'],
    [1000, 12, '1000 nodes are grouped by domain'],
  ])('of %d applications has %d nodes', async (applications, nodes, note) => {
    const service = await agentWith(() => large(applications, applications * 3));
    const svg = await textOf(service, '/graph.svg');

    expect(placesIn(svg).size).toBe(nodes);
    expect(/\d+ nodes are grouped by domain/.exec(svg)?.[0]).toBe(note);
    expect((await get(service, '/graph.png')).status).toBe(200);
  });

  it('is as large as requested, and as CHART_MAX_PIXELS allows', async () => {
    const service = await agentWith(() => large(200, 600), { CHART_MAX_PIXELS: '400000' });
    const sizeOf = async (path: string) => {
      const { width, height } = await decode(Buffer.from(await (await get(service, path)).arrayBuffer()));
      return { width, height };
    };
    const [largest, small] = [await sizeOf('/graph.png'), await sizeOf('/graph.png?width=100')];

    expect(largest.width * largest.height).toBeLessThanOrEqual(400_000);
    expect(Math.max(largest.width, largest.height)).toBeGreaterThan(600);
    expect(small.width).toBeLessThanOrEqual(100);
    expect(await readProblem(service, '/graph.png?width=9000')).toMatchObject({
      status: 400,
      detail: 'Expected width to be an integer between 64 and 4096 but received "9000"',
    });
  });

  it.each(['gif', 'html', 'x'])('is not available as %s', async (extension) => {
    const service = await agentWith(shop);

    expect(await readProblem(service, `/graph.${extension}`)).toMatchObject({
      status: 406,
      code: 'NOT_ACCEPTABLE',
    });
  });

  it('shows why there is none', async () => {
    const service = await startAgent(await unusedPort());
    const response = await get(service, '/graph.svg');

    expect(response.status).toBe(502);
    expect(await response.text()).toContain('refused the connection');
    expect((await get(service, '/dotviz', { accept: 'text/html' })).status).toBe(502);
    const page = await get(service, '/graph', { accept: 'text/html' });
    expect(page.status).toBe(502);
    expect(await page.text()).toContain('refused the connection');
  });

  it('needs the embedded renderer; JSON, DOT and the table of the page do not', async () => {
    const service = await agentWith(shop, {
      RENDERER: 'quickchart',
      QUICKCHART_URL: `http://127.0.0.1:${await unusedPort()}`,
    });

    expect(await readProblem(service, '/graph.svg')).toMatchObject({
      status: 501,
      code: 'GRAPHS_NOT_RENDERED',
      detail: expect.stringContaining('RENDERER=quickchart'),
    });
    expect(await textOf(service, '/dotgraph')).toContain('digraph');
    expect(JSON.parse(await textOf(service, '/graph'))).toMatchObject({ edges: expect.any(Array) });
    const page = await (await get(service, '/graph', { accept: 'text/html' })).text();
    expect(page).toContain('RENDERER=quickchart');
    expect(page).toContain('<bdi>checkout</bdi>');
  });
});

describe('the page of the service graph', () => {
  it('is for browsers; programs get JSON', async () => {
    const service = await agentWith(shop);
    const html = await get(service, '/graph', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
    const json = await get(service, '/graph');

    expect(html.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await json.json()).toEqual(await (await get(service, '/graph.json')).json());
    expect([html, json].map(({ headers }) => headers.get('vary'))).toEqual([
      'Accept, X-Forwarded-Prefix',
      'Accept',
    ]);
  });

  it('allows no inline style but that of the picture, and no script from elsewhere', async () => {
    const service = await agentWith(shop);
    const policy =
      (await get(service, '/graph', { accept: 'text/html' })).headers.get('content-security-policy') ?? '';

    expect(policy).toMatch(/style-src 'self' 'sha256-[\w+/=]+'(?:;|$)/);
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('shows hostile names as text', async () => {
    const names = [
      '<script>alert(1)</script>',
      '"onload="x',
      "'><img src=x>",
      ']]></svg>',
      '\u202eevil',
      'a\nb\u0000c',
      'x'.repeat(10_000),
    ];
    const [first] = shop().nodes;
    const [call] = shop().edges;
    const service = await agentWith(() => ({
      ...shop(),
      nodes: names.map((name) => ({ ...first!, id: name, title: name, domain: name })),
      edges: names.map((source, index) => ({ ...call!, source, target: names[(index + 1) % names.length]! })),
    }));
    const page = await (await get(service, '/graph', { accept: 'text/html' })).text();
    const svg = await textOf(service, '/graph.svg');

    expect(page).not.toMatch(/<script>|<img|<[^>]* onload=/);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page.match(/<\/svg>/g)).toHaveLength(1);
    expect(svg).not.toMatch(/<script|<img|<[^>]* onload=/);
    await decode(Buffer.from(svg));
  });
});
