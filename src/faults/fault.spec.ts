import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FastifyRequest } from 'fastify';
import { Fault, type FaultTarget, allowsFaults, matchesScope, targetOf } from './fault.js';
import { faultDefinitionSchema } from './fault.schema.js';

const DRAWS = 10_000;

function faultOf(id: string, given: { ratio?: number; seed?: number; ttlSeconds?: number }): Fault {
  return new Fault(id, faultDefinitionSchema.parse({ kind: 'reset', ...given }), 0);
}

function draws(fault: Fault, count: number): boolean[] {
  return Array.from({ length: count }, () => fault.affectsNext());
}

describe('Fault', () => {
  it('affects the same requests as in the first release', () => {
    const hits = draws(faultOf('drill', { ratio: 0.5, seed: 7 }), 24).map(Number);

    expect(hits.join('')).toBe('001101011110011011010111');
  });

  it('affects the same requests for equal seed, id and ratio', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (id, seed, ratio) => {
        const [one, other] = [faultOf(id, { seed, ratio }), faultOf(id, { seed, ratio })];
        expect(draws(one, 50)).toEqual(draws(other, 50));
      }),
    );
  });

  it.each([
    ['seed', faultOf('drill', { ratio: 0.5, seed: 2 })],
    ['id', faultOf('another', { ratio: 0.5, seed: 1 })],
  ])('affects other requests for another %s', (_what, other) => {
    expect(draws(faultOf('drill', { ratio: 0.5, seed: 1 }), 100)).not.toEqual(draws(other, 100));
  });

  it('affects every request at ratio 1, and none at ratio 0', () => {
    expect(draws(faultOf('all', { ratio: 1 }), DRAWS)).not.toContain(false);
    expect(draws(faultOf('none', { ratio: 0 }), DRAWS)).not.toContain(true);
  });

  it.each([0.01, 0.1, 0.5, 0.9])('affects about the share %d of many requests', (ratio) => {
    const share = draws(faultOf('drill', { ratio }), DRAWS).filter(Boolean).length / DRAWS;

    // Six standard deviations of a binomial share; the draws are fixed, so this passes always or never.
    expect(Math.abs(share - ratio)).toBeLessThan(6 * Math.sqrt((ratio * (1 - ratio)) / DRAWS));
  });

  it('reports its times and counts', () => {
    const fault = faultOf('drill', { ttlSeconds: 90, ratio: 1 });
    draws(fault, 3);
    fault.countApplied();

    expect(fault.view()).toEqual({
      id: 'drill',
      kind: 'reset',
      ratio: 1,
      scope: {},
      ttlSeconds: 90,
      seed: 1,
      createdAt: '1970-01-01T00:00:00.000Z',
      expiresAt: '1970-01-01T00:01:30.000Z',
      matched: 3,
      applied: 1,
    });
  });
});

const TARGET: FaultTarget = { route: '/metrics/:appname', applications: ['cart'], replica: 'web-1' };

function request(url: string | undefined, params: object = {}, query: object = {}) {
  return { routeOptions: { url }, params, query } as unknown as FastifyRequest;
}

describe('matchesScope', () => {
  it.each([
    [{}, true],
    [{ route: '/metrics/:appname' }, true],
    [{ route: '/metrics' }, false],
    [{ route: '/metrics/cart' }, false],
    [{ application: 'cart' }, true],
    [{ application: 'Cart' }, false],
    [{ replica: 'web-1' }, true],
    [{ replica: 'web-2' }, false],
    [{ route: '/metrics/:appname', application: 'cart', replica: 'web-1' }, true],
    [{ route: '/metrics', application: 'cart', replica: 'web-1' }, false],
    [{ route: '/metrics/:appname', application: 'shop', replica: 'web-1' }, false],
    [{ route: '/metrics/:appname', application: 'cart', replica: 'web-2' }, false],
  ])('%j: %s', (scope, expected) => {
    expect(matchesScope(TARGET, scope)).toBe(expected);
  });

  it('does not match an application that the request does not name', () => {
    expect(matchesScope({ ...TARGET, applications: [] }, { application: 'cart' })).toBe(false);
  });
});

describe('targetOf', () => {
  it.each([
    ['/metrics/:appname', { appname: 'cart' }, {}, ['cart']],
    ['/api/v1/apps/:app', { app: 'cart' }, {}, ['cart']],
    ['/api/v1/export', {}, { app: 'cart' }, ['cart']],
    ['/api/v1/export', {}, { app: ['cart', 'shop'] }, ['cart', 'shop']],
    ['/metrics', {}, {}, []],
  ])('reads the applications in a request for %s', (url, params, query, applications) => {
    expect(targetOf(request(url, params, query), 'web-1')).toEqual({
      route: url,
      applications,
      replica: 'web-1',
    });
  });

  it('is undefined for an unknown route', () => {
    expect(targetOf(request(undefined), '')).toBeUndefined();
  });

  it.each(['/healthz', '/api/v1/faults/:id'])('is undefined for %s, which is exempt', (url) => {
    expect(targetOf(request(url), '')).toBeUndefined();
  });
});

describe('allowsFaults', () => {
  it.each([
    '/healthz',
    '/readyz',
    '/api/v1/faults',
    '/api/v1/faults/:id',
    '/docs',
    '/docs/',
    '/docs/*',
    '/docs/swagger-ui-init.js',
    '/openapi.json',
    '/openapi.yaml',
    '/api.html',
  ])('is false for %s', (route) => {
    expect(allowsFaults(route)).toBe(false);
  });

  it.each(['/metrics', '/metrics/:appname', '/api/v1/apps', '/healthzy', '/api/v1/apps/:app/healthz'])(
    'is true for %s',
    (route) => {
      expect(allowsFaults(route)).toBe(true);
    },
  );
});
