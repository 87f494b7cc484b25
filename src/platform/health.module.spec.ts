import { describe, expect, it } from '@jest/globals';
import { type HealthCheck, Readiness } from './health.module.js';

const well = (name: string, required: boolean): HealthCheck => ({
  name,
  required,
  check: () => Promise.resolve(),
});
const ill = (name: string, required: boolean): HealthCheck => ({
  name,
  required,
  check: () => Promise.reject(new Error(`${name} is away`)),
});

describe('Readiness', () => {
  it('is ready when all checks are well', async () => {
    const readiness = new Readiness([well('pool', true), well('upstream', false)]);

    expect(await readiness.report()).toEqual({ status: 'ready', checks: { pool: 'ok', upstream: 'ok' } });
  });

  it('stays ready without what is not required, and says what is wrong', async () => {
    const readiness = new Readiness([well('pool', true), ill('upstream', false)]);

    expect(await readiness.report()).toEqual({
      status: 'ready',
      checks: { pool: 'ok', upstream: 'upstream is away' },
    });
  });

  it('is not ready without what is required', async () => {
    expect((await new Readiness([ill('pool', true)]).report()).status).toBe('not ready');
  });

  it('turns away requests once it drains, however well it is', async () => {
    const readiness = new Readiness([well('pool', true)]);
    readiness.drain();

    expect(readiness.isDraining).toBe(true);
    expect((await readiness.report()).status).toBe('shutting down');
  });
});
