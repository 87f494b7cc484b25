import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningService } from '../../support/running-service.js';
import { countsOf, deleteFault, setFault, statuses } from './drill.js';

const OTHER_TIME_ZONE = 'Asia/Shanghai';
const half = { kind: 'status', status: 500, ratio: 0.5, seed: 42 };

describe('the scope of a fault', () => {
  let one: RunningService;
  let other: RunningService;

  beforeAll(async () => {
    [one, other] = await Promise.all([
      RunningService.start('k8s-app-monitor-test', { FAULTS: 'enabled', HOSTNAME: 'replica-1' }),
      RunningService.start('k8s-app-monitor-test', {
        FAULTS: 'enabled',
        HOSTNAME: 'replica-2',
        TZ: OTHER_TIME_ZONE,
      }),
    ]);
  });

  afterEach(() => Promise.all([one, other].map((service) => deleteFault(service, 'drill'))));
  afterAll(() => Promise.all([one.stop(), other.stop()]));

  it.each([
    [{ route: '/metrics' }, [500, 200]],
    [{ route: '/metrics/:appname' }, [200, 500]],
    [{ application: 'test-app' }, [200, 500]],
    [{ application: 'another' }, [200, 200]],
    [{ replica: 'replica-1' }, [500, 500]],
    [{ replica: 'replica-2' }, [200, 200]],
    [{ route: '/metrics', application: 'test-app' }, [200, 200]],
    [{}, [500, 500]],
  ])('%j answers /metrics and /metrics/test-app of replica-1 with %j', async (scope, expected) => {
    await setFault(one, 'drill', { kind: 'status', status: 500, scope });

    expect([
      ...(await statuses(one, '/metrics', 1)),
      ...(await statuses(one, '/metrics/test-app', 1)),
    ]).toEqual(expected);
  });

  it('affects one replica of two that both have the fault', async () => {
    const definition = { kind: 'status', status: 500, scope: { replica: 'replica-2' } };
    await Promise.all([one, other].map((service) => setFault(service, 'drill', definition)));

    expect(await statuses(one, '/metrics', 3)).toEqual([200, 200, 200]);
    expect(await statuses(other, '/metrics', 3)).toEqual([500, 500, 500]);
    expect(await countsOf(one, 'drill')).toMatchObject({ matched: 0, applied: 0 });
  });

  it('affects the same requests in two processes, and again after it was set again', async () => {
    await Promise.all([one, other].map((service) => setFault(service, 'drill', half)));
    // Requests outside the scope in between: only matching ones are counted.
    const first = await statuses(one, '/metrics', 40);
    await statuses(other, '/healthz', 3);

    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await statuses(other, '/metrics', 40)).toEqual(first);
    expect(await countsOf(one, 'drill')).toEqual(
      expect.objectContaining({ matched: 40, applied: first.filter((status) => status === 500).length }),
    );

    await setFault(one, 'drill', half);
    expect(await countsOf(one, 'drill')).toMatchObject({ matched: 0, applied: 0 });
    expect(await statuses(one, '/metrics', 40)).toEqual(first);
  });
});
