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

interface CircuitBreakerOptions {
  readonly address: string;
  /** Consecutive failures that open the circuit. */
  readonly failures: number;
  readonly openMs: number;
  readonly clock: Clock;
  readonly onState: (state: CircuitState) => void;
}

/** Stops reading a service after consecutive failures; when the circuit has been open for a while, one read tries again. */
export class CircuitBreaker {
  private readonly policy;
  private openUntilMs = 0;

  constructor(private readonly options: CircuitBreakerOptions) {
    this.policy = circuitBreaker(handleAll, {
      breaker: new ConsecutiveBreaker(options.failures),
      halfOpenAfter: options.openMs,
    });
    this.policy.onBreak(() => (this.openUntilMs = options.clock.nowMs() + options.openMs));
    this.policy.onStateChange((state) => options.onState(STATES[state]));
    options.onState('closed');
  }

  /** @throws UpstreamError immediately while the circuit is open */
  async run<T>(read: () => Promise<T>): Promise<T> {
    try {
      const outcome = await this.policy.execute(async () => {
        try {
          return { value: await read() };
        } catch (error) {
          if (isHopFailure(error)) throw error;
          // The service did answer, if unexpectedly: for the breaker that is a success.
          return { error };
        }
      });
      if ('error' in outcome) throw outcome.error;
      return outcome.value;
    } catch (error) {
      throw error instanceof BrokenCircuitError ? this.circuitOpenError() : error;
    }
  }

  private circuitOpenError(): UpstreamError {
    const { address, clock, failures } = this.options;
    const last = this.policy.lastFailure;
    const cause = last !== undefined && 'error' in last ? last.error : undefined;
    const seconds = Math.max(1, Math.ceil((this.openUntilMs - clock.nowMs()) / 1000));
    const sentence = `The circuit to ${address} is open after ${failures} consecutive failures; last failure: ${cause?.message ?? 'unknown'}`;
    const headers = { 'retry-after': String(seconds) };
    return new UpstreamError('circuit_open', address, sentence, cause, { headers });
  }
}

/** Whether the service did not answer, or with a 5xx. A 4xx or an unexpected body is not a failed hop. */
function isHopFailure(error: unknown): boolean {
  if (!(error instanceof UpstreamError)) return false;
  return HOP_FAILURES.has(error.failure) || Number(error.details['upstreamStatus']) >= 500;
}
