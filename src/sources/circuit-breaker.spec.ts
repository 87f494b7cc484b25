import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { UpstreamError } from '../platform/errors.js';
import { CircuitBreaker } from './resilient.source.js';
import type { CircuitState } from './upstream-telemetry.js';

const OPEN_MS = 5000;
const refused = new UpstreamError('refused', 'x:1', 'x:1 refused the connection');

describe('CircuitBreaker', () => {
  let nowMs = 1_000_000;
  let steadyMs = 0;
  let states: CircuitState[];
  let breaker: CircuitBreaker;

  beforeEach(() => {
    // cockatiel reads Date.now().
    jest.spyOn(Date, 'now').mockImplementation(() => nowMs);
    jest.spyOn(performance, 'now').mockImplementation(() => steadyMs);
    states = [];
    breaker = new CircuitBreaker({
      address: 'x:1',
      failures: 3,
      openMs: OPEN_MS,
      onState: (state) => states.push(state),
    });
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  const pass = (ms: number) => {
    nowMs += ms;
    steadyMs += ms;
  };
  const answer = () => breaker.run(() => Promise.resolve('answer'));
  const fail = (error: Error = refused) =>
    breaker.run(() => Promise.reject(error)).catch((thrown: unknown) => thrown);
  const failTimes = async (times: number, error?: Error) => {
    for (let failure = 0; failure < times; failure += 1) await fail(error);
  };

  it('opens after consecutive failures, and then fails immediately with the reason', async () => {
    await failTimes(3);
    const read = jest.fn(() => Promise.resolve('answer'));
    const error = (await breaker.run(read).catch((thrown: unknown) => thrown)) as UpstreamError;

    expect(read).not.toHaveBeenCalled();
    expect(error).toMatchObject({
      failure: 'circuit_open',
      status: 502,
      code: 'UPSTREAM_CIRCUIT_OPEN',
      message:
        'The circuit to x:1 is open after 3 consecutive failures; last failure: x:1 refused the connection',
      headers: { 'retry-after': '5' },
    });
    expect(states).toEqual(['closed', 'open']);
  });

  it('lets one read through after the open time, and closes when it succeeds', async () => {
    await failTimes(3);
    pass(OPEN_MS);

    expect(await answer()).toBe('answer');
    expect(states).toEqual(['closed', 'open', 'half-open', 'closed']);
  });

  it('lets reads through after the open time when the clock was set back meanwhile', async () => {
    await failTimes(3);
    nowMs -= 3_600_000;
    pass(OPEN_MS / 2);
    const early = await fail();
    pass(OPEN_MS);

    expect(early).toMatchObject({ failure: 'circuit_open', headers: { 'retry-after': '3' } });
    expect(await answer()).toBe('answer');
    expect(states).toEqual(['closed', 'open', 'closed']);
  });

  it('opens again when that read fails', async () => {
    await failTimes(3);
    pass(OPEN_MS);

    expect(await fail()).toBe(refused);
    expect(await fail()).toMatchObject({ failure: 'circuit_open' });
    expect(states).toEqual(['closed', 'open', 'half-open', 'open']);
  });

  it.each([
    ['an answer', undefined],
    ['unexpected JSON', new UpstreamError('shape', 'x:1', 'broken JSON')],
    [
      'a 404',
      new UpstreamError('status', 'x:1', 'status 404', undefined, { details: { upstreamStatus: 404 } }),
    ],
  ])('counts %s as a success', async (_, error) => {
    await failTimes(2);
    if (error === undefined) await answer();
    else expect(await fail(error)).toBe(error);
    await failTimes(2);

    expect(await answer()).toBe('answer');
    expect(states).toEqual(['closed']);
  });

  it('counts a 5xx as a failure', async () => {
    const status = { details: { upstreamStatus: 500 } };
    await failTimes(3, new UpstreamError('status', 'x:1', 'status 500', undefined, status));

    expect(states).toEqual(['closed', 'open']);
  });
});
