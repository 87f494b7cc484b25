import { describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { fits, isTouchable, targetOf, type FaultTarget } from './fault.js';

const TARGET: FaultTarget = { route: '/metrics/:appname', applications: ['cart'], replica: 'web-1' };

function request(url: string | undefined, params: object = {}, query: object = {}) {
  return { routeOptions: { url }, params, query } as unknown as FastifyRequest;
}

describe('fits', () => {
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
    expect(fits(TARGET, scope)).toBe(expected);
  });

  it('needs a named application to be named by the request', () => {
    expect(fits({ ...TARGET, applications: [] }, { application: 'cart' })).toBe(false);
  });
});

describe('targetOf', () => {
  it.each([
    ['/metrics/:appname', { appname: 'cart' }, {}, ['cart']],
    ['/api/v1/apps/:app', { app: 'cart' }, {}, ['cart']],
    ['/api/v1/export', {}, { app: 'cart' }, ['cart']],
    ['/api/v1/export', {}, { app: ['cart', 'shop'] }, ['cart', 'shop']],
    ['/metrics', {}, {}, []],
  ])('reads the applications that a request of %s names', (url, params, query, applications) => {
    expect(targetOf(request(url, params, query), 'web-1')).toEqual({
      route: url,
      applications,
      replica: 'web-1',
    });
  });

  it('gives none for an address that no route knows', () => {
    expect(targetOf(request(undefined), '')).toBeUndefined();
  });

  it.each(['/healthz', '/api/v1/faults/:id'])('gives none for %s, which faults may not touch', (url) => {
    expect(targetOf(request(url), '')).toBeUndefined();
  });
});

describe('isTouchable', () => {
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
    expect(isTouchable(route)).toBe(false);
  });

  it.each(['/metrics', '/metrics/:appname', '/api/v1/apps', '/healthzy', '/api/v1/apps/:app/healthz'])(
    'is true for %s',
    (route) => {
      expect(isTouchable(route)).toBe(true);
    },
  );
});
