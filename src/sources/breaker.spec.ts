import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { UpstreamError } from '../platform/errors.js';
import type { CircuitState } from './upstream-telemetry.js';
import { Breaker } from './breaker.js';

const OPEN_MS = 5000;
const refused = new UpstreamError('refused', 'x:1', 'x:1 refused the connection');

describe('Breaker', () => {
  let nowMs = 1_000_000;
  let states: CircuitState[];
  let breaker: Breaker;

  beforeEach(() => {
    // The library reads the time itself.
    jest.spyOn(Date, 'now').mockImplementation(() => nowMs);
    states = [];
    breaker = new Breaker({
      address: 'x:1',
      failures: 3,
      openMs: OPEN_MS,
      clock: { nowMs: () => nowMs },
      onState: (state) => states.push(state),
    });
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  const answer = () => breaker.run(() => Promise.resolve('answer'));
  const fail = (error: Error = refused) =>
    breaker.run(() => Promise.reject(error)).catch((thrown: unknown) => thrown);
  const failOften = async (times: number, error?: Error) => {
    for (let failure = 0; failure < times; failure += 1) await fail(error);
  };

  it('opens after so many failures in a row, and then says at once why it does not ask', async () => {
    await failOften(3);
    const read = jest.fn(() => Promise.resolve('answer'));
    const error = (await breaker.run(read).catch((thrown: unknown) => thrown)) as UpstreamError;

    expect(read).not.toHaveBeenCalled();
    expect(error).toMatchObject({
      failure: 'circuit_open',
      status: 502,
      code: 'UPSTREAM_CIRCUIT_OPEN',
      message:
        'x:1 is left alone for a moment after 3 failures in a row; the last: x:1 refused the connection',
      headers: { 'retry-after': '5' },
    });
    expect(states).toEqual(['closed', 'open']);
  });

  it('lets one read try when the time is over, and closes when that one is answered', async () => {
    await failOften(3);
    nowMs += OPEN_MS;

    expect(await answer()).toBe('answer');
    expect(states).toEqual(['closed', 'open', 'half-open', 'closed']);
  });

  it('opens again when that one fails', async () => {
    await failOften(3);
    nowMs += OPEN_MS;

    expect(await fail()).toBe(refused);
    expect(await fail()).toMatchObject({ failure: 'circuit_open' });
    expect(states).toEqual(['closed', 'open', 'half-open', 'open']);
  });

  it.each([
    ['an answer', undefined],
    ['an answer of another shape', new UpstreamError('shape', 'x:1', 'broken JSON')],
    [
      'a 404',
      new UpstreamError('status', 'x:1', 'status 404', undefined, { details: { upstreamStatus: 404 } }),
    ],
  ])('ends the row of failures with %s', async (_, error) => {
    await failOften(2);
    if (error === undefined) await answer();
    else expect(await fail(error)).toBe(error);
    await failOften(2);

    expect(await answer()).toBe('answer');
    expect(states).toEqual(['closed']);
  });

  it('counts a status of 500 and more as a failure', async () => {
    const status = { details: { upstreamStatus: 500 } };
    await failOften(3, new UpstreamError('status', 'x:1', 'status 500', undefined, status));

    expect(states).toEqual(['closed', 'open']);
  });
});
