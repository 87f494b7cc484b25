import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readJson, readProblem } from '../../support/metrics-api.js';
import { RunningService } from '../../support/running-service.js';

interface Incident {
  readonly id: string;
  readonly kind: string;
  readonly applications: readonly string[];
  readonly start: string;
  readonly end: string | null;
  readonly parameters: Readonly<Record<string, number>>;
  readonly labels: Readonly<Record<string, string>>;
}
interface Page {
  readonly incidents: readonly Incident[];
  readonly next: string | null;
}

const WEEK = 'from=2026-03-02T00:00:00Z&to=2026-03-09T00:00:00Z';

describe('the ground truth', () => {
  let service: RunningService;
  const incidents = (query: string) => readJson<Page>(service, `/api/v1/incidents?${query}`);

  beforeAll(async () => {
    service = await RunningService.start('k8s-app-monitor-test', { SCENARIO: 'online-shop' });
  });
  afterAll(() => service.stop());

  it('lists the incidents of a week, by start, with labels', async () => {
    const { incidents: week, next } = await incidents(WEEK);

    expect(week.map(({ id, start }) => `${start} ${id}`)).toEqual([
      '2026-03-02T10:00:00Z carrier-outage',
      '2026-03-02T14:00:00Z search-brownout',
      '2026-03-03T10:00:00Z bad-deployment',
      '2026-03-03T15:00:00Z payment-refusals',
      '2026-03-04T09:00:00Z inventory-leak',
      '2026-03-04T18:00:00Z catalogue-flapping',
      '2026-03-05T10:00:00Z checkout-gap',
      '2026-03-05T14:00:00Z storefront-canary',
      '2026-03-06T18:00:00Z friday-surge',
    ]);
    expect(next).toBeNull();
    expect(week[2]).toEqual({
      id: 'bad-deployment',
      kind: 'regime-change',
      applications: ['cart'],
      start: '2026-03-03T10:00:00Z',
      end: '2026-03-03T10:40:00Z',
      rampSeconds: 120,
      parameters: { trafficFactor: 1, latencyFactor: 2.5, errorRatio: 0.25 },
      labels: { severity: 'page', cause: 'deployment' },
    });
  });

  it('includes incidents in progress at its start and excludes those that start at its end', async () => {
    const query = 'from=2026-03-03T10:39:59Z&to=2026-03-03T15:00:00Z';

    expect((await incidents(query)).incidents.map(({ id }) => id)).toEqual(['bad-deployment']);
  });

  it('has pages that add up to the whole list', async () => {
    const all = (await incidents(`${WEEK}&limit=1000`)).incidents;
    const pages: Incident[] = [];
    let next: string | null = `?${WEEK}&limit=2`;
    while (next !== null) {
      const page: Page = await incidents(next.slice(1));
      pages.push(...page.incidents);
      next = page.next;
    }

    expect(pages).toEqual(all);
  });

  it('can be filtered by application and kind', async () => {
    const ofCart = await incidents(`${WEEK}&app=cart`);
    const surges = await incidents('from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&kind=traffic-surge');

    expect(ofCart.incidents.map(({ id }) => id)).toEqual(['bad-deployment']);
    expect(surges.incidents.map(({ start }) => start.slice(0, 10))).toEqual([
      '2026-01-09',
      '2026-01-16',
      '2026-01-23',
      '2026-01-30',
    ]);
  });

  it('has the graph of calls, with rates', async () => {
    const { nodes, edges } = await readJson<{
      nodes: { app: string; requestsPerSecond: number }[];
      edges: { from: string; to: string; callsPerSecond: number; retriesPerSecond: number }[];
    }>(service, '/api/v1/topology?at=2026-03-04T12:00:00Z');
    const rateOf = (app: string) => nodes.find((node) => node.app === app)!.requestsPerSecond;
    const calls = edges
      .filter(({ to }) => to === 'payment')
      .reduce((sum, edge) => sum + edge.callsPerSecond, 0);
    const catalogue = edges.find(({ from, to }) => from === 'storefront' && to === 'catalogue')!;

    expect(nodes).toHaveLength(8);
    expect(calls).toBeCloseTo(rateOf('payment'), 9);
    expect(catalogue.callsPerSecond / rateOf('storefront')).toBeGreaterThan(1.3);
    expect(catalogue.callsPerSecond / rateOf('storefront')).toBeLessThan(1.7);
    expect(catalogue.retriesPerSecond).toBeLessThan(catalogue.callsPerSecond);
  });

  it('is available as a table, by Accept', async () => {
    const headers = { accept: 'text/csv' };
    const [list, edges, apps] = await Promise.all(
      [`/api/v1/incidents?${WEEK}`, '/api/v1/topology', '/api/v1/apps'].map(async (path) =>
        (await (await fetch(service.url + path, { headers })).text()).split('\r\n'),
      ),
    );

    expect(list![1]).toBe(
      'carrier-outage,outage,shipping,2026-03-02T10:00:00Z,2026-03-02T10:20:00Z,0,errorRatio=1,severity=ticket;cause=carrier',
    );
    expect(edges![0]).toBe('from,to,callsPerSecond,retriesPerSecond');
    expect(apps).toHaveLength(8 + 2);
  });

  it('lists applications in pages, with their callees and callers', async () => {
    interface Apps {
      apps: { app: string; dependencies: { application: string }[]; calledBy: string[] }[];
      next: string | null;
    }
    const first = await readJson<Apps>(service, '/api/v1/apps?limit=5');
    const second = await readJson<Apps>(service, `/api/v1/apps${first.next}`);
    const all = [...first.apps, ...second.apps];

    expect([first.apps.length, second.apps.length, second.next]).toEqual([5, 3, null]);
    for (const { app, dependencies } of all) {
      for (const { application } of dependencies) {
        expect(all.find((other) => other.app === application)!.calledBy).toContain(app);
      }
    }
  });

  it.each([
    [
      '/api/v1/incidents?after=x',
      'after',
      'Expected after to be a value from "next" of the previous page but received "x"',
    ],
    ['/api/v1/incidents?kind=fire', 'kind', 'Expected kind to be one of outage,'],
    [
      '/api/v1/incidents?limit=0',
      'limit',
      'Expected limit to be an integer between 1 and 1000 but received "0"',
    ],
    [
      '/api/v1/topology?window=1e3',
      'window',
      'Expected window to be an integer between 1 and 3600 but received "1e3"',
    ],
  ])('refuses %s', async (path, field, sentence) => {
    const problem = await readProblem(service, path);

    expect(problem).toMatchObject({ status: 400, problems: [{ field }] });
    expect(problem.detail).toContain(sentence);
  });
});
