import { describe, expect, it } from '@jest/globals';
import { type HealthCheck, Readiness } from './health.module.js';

const passing = (name: string, required: boolean): HealthCheck => ({
  name,
  required,
  check: () => Promise.resolve(),
});
const failing = (name: string, required: boolean): HealthCheck => ({
  name,
  required,
  check: () => Promise.reject(new Error(`${name} is away`)),
});

describe('Readiness', () => {
  it('is ready when all checks pass', async () => {
    const readiness = new Readiness([passing('pool', true), passing('upstream', false)]);

    expect(await readiness.report()).toEqual({ status: 'ready', checks: { pool: 'ok', upstream: 'ok' } });
  });

  it('stays ready when an optional check fails, and reports the failure', async () => {
    const readiness = new Readiness([passing('pool', true), failing('upstream', false)]);

    expect(await readiness.report()).toEqual({
      status: 'ready',
      checks: { pool: 'ok', upstream: 'upstream is away' },
    });
  });

  it('is not ready when a required check fails', async () => {
    expect((await new Readiness([failing('pool', true)]).report()).status).toBe('not ready');
  });

  it('is not ready while it drains, even if all checks pass', async () => {
    const readiness = new Readiness([passing('pool', true)]);
    readiness.drain();

    expect(readiness.isDraining).toBe(true);
    expect((await readiness.report()).status).toBe('shutting down');
  });
});
