/** One thing that a service's readiness speaks of. */
export interface HealthCheck {
  readonly name: string;
  /** Whether the service is of no use without it; otherwise its failure is only told. */
  readonly required: boolean;
  /** Resolves when all is well; rejects with a sentence. Must answer within a probe's time-out of one second. */
  check(): Promise<void>;
}

/** Injection token of a service's list of checks. */
export const HEALTH_CHECKS = Symbol('HealthChecks');
