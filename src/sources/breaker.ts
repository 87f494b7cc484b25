import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState as State,
  ConsecutiveBreaker,
  handleAll,
} from 'cockatiel';
import type { Clock } from '../platform/clock.js';
import { UpstreamError, type UpstreamFailure } from '../platform/errors.js';
import type { CircuitState } from './upstream-telemetry.js';

const HOP_FAILURES: ReadonlySet<UpstreamFailure> = new Set([
  'refused',
  'name_not_found',
  'unreachable',
  'reset',
  'protocol',
  'timeout',
]);

const STATES: Readonly<Record<State, CircuitState>> = {
  [State.Closed]: 'closed',
  [State.Open]: 'open',
  [State.HalfOpen]: 'half-open',
  [State.Isolated]: 'open',
};

interface BreakerOptions {
  readonly address: string;
  /** Failures in a row that open it. */
  readonly failures: number;
  readonly openMs: number;
  readonly clock: Clock;
  readonly onState: (state: CircuitState) => void;
}

/** Leaves a service alone for a moment once it failed often enough, and then lets one read try it. */
export class Breaker {
  private readonly policy;
  private openUntilMs = 0;

  constructor(private readonly options: BreakerOptions) {
    this.policy = circuitBreaker(handleAll, {
      breaker: new ConsecutiveBreaker(options.failures),
      halfOpenAfter: options.openMs,
    });
    this.policy.onBreak(() => (this.openUntilMs = options.clock.nowMs() + options.openMs));
    this.policy.onStateChange((state) => options.onState(STATES[state]));
    options.onState('closed');
  }

  /** @throws UpstreamError at once while the service is left alone */
  async run<T>(read: () => Promise<T>): Promise<T> {
    try {
      const outcome = await this.policy.execute(async () => {
        try {
          return { value: await read() };
        } catch (error) {
          if (isHopFailure(error)) throw error;
          // A wrong answer is an answer: the hop is well, and the row of failures ends.
          return { error };
        }
      });
      if ('error' in outcome) throw outcome.error;
      return outcome.value;
    } catch (error) {
      throw error instanceof BrokenCircuitError ? this.leftAlone() : error;
    }
  }

  private leftAlone(): UpstreamError {
    const { address, clock, failures } = this.options;
    const last = this.policy.lastFailure;
    const cause = last !== undefined && 'error' in last ? last.error : undefined;
    const seconds = Math.max(1, Math.ceil((this.openUntilMs - clock.nowMs()) / 1000));
    const sentence = `${address} is left alone for a moment after ${failures} failures in a row; the last: ${cause?.message ?? 'unknown'}`;
    const headers = { 'retry-after': String(seconds) };
    return new UpstreamError('circuit_open', address, sentence, cause, { headers });
  }
}

/** Whether a service failed to answer; a 4xx, or an answer of another shape, is one. */
function isHopFailure(error: unknown): boolean {
  if (!(error instanceof UpstreamError)) return false;
  return HOP_FAILURES.has(error.failure) || Number(error.details['upstreamStatus']) >= 500;
}
