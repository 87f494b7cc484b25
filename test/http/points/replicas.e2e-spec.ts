import { describe, expect, it } from '@jest/globals';
import { itWithOtherNode, otherNode } from '../../support/other-node.js';
import { RunningService } from '../../support/running-service.js';

const AT = Date.UTC(2026, 5, 1, 0, 20) / 1000;
const PATHS = [
  '/api/v1/apps',
  `/api/v1/apps/checkout?at=${AT}`,
  `/api/v1/apps/checkout/range?from=${AT}&to=${AT + 300}`,
  `/api/v1/apps/payment/range?from=${AT}&to=${AT + 300}&step=30&agg=avg`,
  `/api/v1/incidents?from=${AT}&to=${AT + 1_000_000}`,
  `/api/v1/topology?at=${AT}`,
  '/api/v1/scenario',
  `/api/v1/export?from=${AT}&to=${AT + 60}&step=5`,
  `/api/v1/export?from=${AT}&to=${AT + 60}&step=5&format=ndjson`,
];

describe('replicas', () => {
  it('answer with the same bytes, regardless of host, time zone and start', async () => {
    const one = await RunningService.start('k8s-app-monitor-test', {
      SCENARIO: 'online-shop',
      HOSTNAME: 'host-a',
    });
    const first = await bodiesOf(one);
    const other = await RunningService.start('k8s-app-monitor-test', {
      SCENARIO: 'online-shop',
      HOSTNAME: 'host-b',
      TZ: 'America/St_Johns',
      LANG: 'de_DE.UTF-8',
    });

    expect(await bodiesOf(other)).toEqual(first);
    expect(await bodiesOf(one)).toEqual(first);
    await Promise.all([one.stop(), other.stop()]);
  });

  itWithOtherNode('answer with the same bytes on Node 20 and on Node 24', async () => {
    const name = 'k8s-app-monitor-test';
    const one = await RunningService.start(name, { SCENARIO: 'online-shop', HOSTNAME: 'host-a' });
    const other = await RunningService.start(
      name,
      { SCENARIO: 'online-shop', TZ: 'Asia/Tokyo' },
      otherNode(),
    );

    expect(await bodiesOf(other)).toEqual(await bodiesOf(one));
    await Promise.all([one.stop(), other.stop()]);
  });

  it('have another history with another seed', async () => {
    const [one, other] = await Promise.all(
      ['1', '2'].map((SEED) => RunningService.start('k8s-app-monitor-test', { SEED })),
    );
    const path = `/api/v1/apps/test-app/range?from=${AT}&to=${AT + 10}`;
    const [first, second] = await Promise.all([one!, other!].map(({ url }) => fetch(url + path)));

    expect(await second!.text()).not.toBe(await first!.text());
    await Promise.all([one!.stop(), other!.stop()]);
  });
});

async function bodiesOf({ url }: RunningService): Promise<Record<string, string>> {
  const bodies = PATHS.map(async (path) => [path, await (await fetch(url + path)).text()] as const);
  return Object.fromEntries(await Promise.all(bodies));
}
