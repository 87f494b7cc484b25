import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningService } from '../../support/running-service.js';
import { deleteFault, putFault, setFault, statuses } from './drill.js';

const RESET = { kind: 'reset' };

describe('/api/v1/faults', () => {
  let service: RunningService;
  let address: string;

  beforeAll(async () => {
    service = await RunningService.start('k8s-app-monitor-test', { FAULTS: 'enabled' });
    address = `${service.url}/api/v1/faults`;
  });

  afterAll(() => service.stop());

  it('sets, returns, lists, replaces and deletes a fault', async () => {
    const created = await putFault(service, 'drill', { kind: 'status', status: 500 });
    expect(created.status).toBe(201);
    const fault = await created.json();
    expect(fault).toMatchObject({ id: 'drill', kind: 'status', status: 500, ratio: 1, ttlSeconds: 300 });
    expect(await (await fetch(`${address}/drill`)).json()).toEqual(fault);
    expect(await (await fetch(address)).json()).toEqual({ faults: [fault] });
    expect(await statuses(service, '/metrics', 1)).toEqual([500]);

    expect((await putFault(service, 'drill', { kind: 'status', status: 418 })).status).toBe(200);
    expect(await statuses(service, '/metrics', 1)).toEqual([418]);

    expect((await deleteFault(service, 'drill')).status).toBe(204);
    expect(await statuses(service, '/metrics', 1)).toEqual([200]);
    expect((await deleteFault(service, 'drill')).status).toBe(404);
    expect(await (await fetch(`${address}/drill`)).json()).toMatchObject({
      status: 404,
      code: 'UNKNOWN_FAULT',
    });
  });

  it.each([
    ['a', { kind: 'latency', latencyMs: 0 }, 'latencyMs'],
    ['a', { kind: 'noise' }, 'kind'],
    ['a', { ...RESET, scope: { route: '/healthz' } }, 'scope.route'],
    ['a', { ...RESET, scope: { route: '/metrics/:app' } }, 'scope.route'],
    ['a', { ...RESET, scope: { route: '/metrics/test-app' } }, 'scope.route'],
    ['a', { ...RESET, scope: { route: '/metric' } }, 'scope.route'],
    ['-a', RESET, 'id'],
  ])('refuses to set %s to %j and names %s', async (id, definition, field) => {
    const response = await putFault(service, id, definition);

    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await response.json()).toMatchObject({ code: 'INVALID_INPUT', problems: [{ field }] });
  });

  it('refuses more than 100 faults with a sentence', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, index) => setFault(service, `f${index}`, RESET)));
    const response = await putFault(service, 'one-more', RESET);

    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({
      detail: 'The limit of 100 faults is reached. Delete one, or wait until one expires.',
    });
  });
});

describe('/api/v1/faults of a service without FAULTS=enabled', () => {
  let service: RunningService;

  beforeAll(async () => {
    service = await RunningService.start('k8s-app-monitor-test');
  });

  afterAll(() => service.stop());

  it.each([
    ['GET', ''],
    ['GET', '/drill'],
    ['PUT', '/drill'],
    ['DELETE', '/drill'],
  ])('answers %s %s with the variable that enables them', async (method, path) => {
    const body = method === 'PUT' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {};
    const response = await fetch(`${service.url}/api/v1/faults${path}`, { method, ...body });

    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      code: 'FAULTS_DISABLED',
      detail: 'Fault injection is disabled. Start the service with FAULTS=enabled to use it.',
    });
  });
});
