import { describe, expect, it } from '@jest/globals';
import { concurrencyIn } from './service-point.js';
import { poisson } from './poisson.js';
import { normalQuantile } from './special-functions.js';
import { applicationKey, LANE, uniformsAt, type Uniforms } from './random.js';

const KEY = applicationKey(1, 'test-app');
const TICKS = 1000;

interface Queue {
  ratePerSecond: number;
  medianMs: number;
  logSigma: number;
}

const meanLatencyMs = ({ medianMs, logSigma }: Queue) => medianMs * Math.exp(logSigma ** 2 / 2);

/** Greatest number in service during one second of an M/G/infinity queue that has been running for long. */
function simulatedMaximum({ ratePerSecond, medianMs, logSigma }: Queue, uniform: Uniforms): number {
  const warmUpMs = 1500;
  const changes: [timeMs: number, change: number][] = [];
  for (let request = poisson(ratePerSecond * (1 + warmUpMs / 1000), uniform); request > 0; request -= 1) {
    const arrivalMs = uniform() * (warmUpMs + 1000) - warmUpMs;
    const departureMs = arrivalMs + medianMs * Math.exp(logSigma * normalQuantile(uniform()));
    if (departureMs > 0) changes.push([Math.max(0, arrivalMs), 1], [departureMs, -1]);
  }
  let inService = 0;
  let highest = 0;
  for (const [timeMs, change] of changes.toSorted(([a], [b]) => a - b)) {
    if (timeMs > 1000) break;
    inService += change;
    highest = Math.max(highest, inService);
  }
  return highest;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('concurrency', () => {
  it.each([
    { ratePerSecond: 84, medianMs: 80, logSigma: 0.33 },
    { ratePerSecond: 80, medianMs: 150, logSigma: 0.5 },
    { ratePerSecond: 20, medianMs: 75, logSigma: 0.33 },
  ])('has on average the maximum of a simulated queue, $ratePerSecond/s of $medianMs ms', (queue) => {
    const uniform = uniformsAt(KEY, LANE.arrivals, 0);
    const simulated = Array.from({ length: TICKS }, () => simulatedMaximum(queue, uniform));
    const modelled = Array.from({ length: TICKS }, (_, tick) => {
      return concurrencyIn(KEY, tick, queue.ratePerSecond, meanLatencyMs(queue)).maxConcurrent;
    });

    // One deviation of the ratio of these averages is 0.8%; the rest is what the model may be wrong by.
    expect(Math.abs(average(modelled) / average(simulated) - 1)).toBeLessThan(0.08);
  });

  it("follows Little's law", () => {
    expect(concurrencyIn(KEY, 0, 80, 75).meanConcurrency).toBe(6);
  });

  it('is nothing without requests, and nothing where they take no time', () => {
    expect(concurrencyIn(KEY, 0, 0, 0)).toEqual({ meanConcurrency: 0, maxConcurrent: 0 });
    expect(concurrencyIn(KEY, 0, 80, 0)).toEqual({ meanConcurrency: 0, maxConcurrent: 0 });
  });

  it('is one for a single short request', () => {
    for (let tick = 0; tick < 1000; tick += 1) expect(concurrencyIn(KEY, tick, 1, 80).maxConcurrent).toBe(1);
  });

  it('rises above the requests of the tick only where older ones are still in service', () => {
    expect(concurrencyIn(KEY, 0, 2, 4500)).toEqual({ meanConcurrency: 9, maxConcurrent: 9 });
  });
});
