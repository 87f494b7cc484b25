import { Inject, Injectable } from '@nestjs/common';
import { HEALTH_CHECKS, type HealthCheck } from './health-check.js';

/** The body of `/readyz`. */
export interface ReadinessReport {
  readonly status: 'ready' | 'not ready' | 'shutting down';
  /** `ok`, or what is wrong in a sentence, for each check. */
  readonly checks: Readonly<Record<string, string>>;
}

/** Whether requests should be sent to this process. */
@Injectable()
export class Readiness {
  private draining = false;

  constructor(@Inject(HEALTH_CHECKS) private readonly checks: readonly HealthCheck[]) {}

  /** Whether the process is about to end. */
  get isDraining(): boolean {
    return this.draining;
  }

  /** From now on the answer is no: the process is about to end. */
  drain(): void {
    this.draining = true;
  }

  async report(): Promise<ReadinessReport> {
    const results = await Promise.all(this.checks.map((check) => this.run(check)));
    const checks = Object.fromEntries(results.map(({ name, result }) => [name, result]));
    if (this.draining) return { status: 'shutting down', checks };
    const ready = results.every(({ required, result }) => !required || result === 'ok');
    return { status: ready ? 'ready' : 'not ready', checks };
  }

  private async run(check: HealthCheck) {
    const { name, required } = check;
    try {
      await check.check();
      return { name, required, result: 'ok' };
    } catch (error) {
      return { name, required, result: error instanceof Error ? error.message : String(error) };
    }
  }
}
