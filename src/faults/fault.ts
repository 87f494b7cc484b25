import type { FastifyRequest } from 'fastify';
import { LANE, applicationKey, uniformAt } from '../generator/random.js';
import type { FaultDefinition, FaultScope, FaultView } from './fault.schema.js';

// Probes must tell the truth, a fault must not keep people from deleting it, and they must be able to read how.
const UNTOUCHED = /^\/(healthz$|readyz$|api\/v1\/faults|docs|openapi\.|api\.html$)/;

/** What of a request decides whether a fault matches it. */
export interface FaultTarget {
  /** The pattern of its route. */
  readonly route: string;
  /** The applications that it names. */
  readonly applications: readonly string[];
  /** The HOSTNAME of the process that answers it. */
  readonly replica: string;
}

/** Whether faults may touch the answers of a route. */
export function isTouchable(route: string): boolean {
  return !UNTOUCHED.test(route);
}

/** Where a request goes; none where no fault may touch its answer, or no route knows its address. */
export function targetOf(
  request: Pick<FastifyRequest, 'routeOptions' | 'params' | 'query'>,
  replica: string,
): FaultTarget | undefined {
  const route = request.routeOptions.url;
  if (route === undefined || !isTouchable(route)) return undefined;
  const { appname, app } = request.params as Readonly<Record<string, string>>;
  const { app: asked } = request.query as Readonly<Record<string, string | string[]>>;
  const applications = [appname, app, asked].flat().filter((name) => name !== undefined);
  return { route, applications, replica };
}

/** Whether a target fits all that a scope gives. */
export function fits(target: FaultTarget, scope: FaultScope): boolean {
  const { route = target.route, replica = target.replica, application } = scope;
  if (route !== target.route || replica !== target.replica) return false;
  return application === undefined || target.applications.includes(application);
}

/** One fault that lives: what was asked for, and how often it came to pass. */
export class Fault {
  private readonly key: number;
  private matched = 0;
  private applied = 0;

  constructor(
    readonly id: string,
    readonly definition: FaultDefinition,
    private readonly createdAtMs: number,
  ) {
    this.key = applicationKey(definition.seed, id);
  }

  get expiresAtMs(): number {
    return this.createdAtMs + this.definition.ttlSeconds * 1000;
  }

  /**
   * Counts one more matching request and tells whether it is to be hit.
   *
   * The answer is a function of seed, id and the request's number since the fault was put, so that the same
   * drill hits the same requests again, here or in another process.
   */
  draw(): boolean {
    const uniform = uniformAt(this.key, LANE.fault, this.matched);
    this.matched += 1;
    return uniform < this.definition.ratio;
  }

  /** Counts one more request that was really hit. */
  noteApplied(): void {
    this.applied += 1;
  }

  view(): FaultView {
    return {
      id: this.id,
      ...this.definition,
      createdAt: new Date(this.createdAtMs).toISOString(),
      expiresAt: new Date(this.expiresAtMs).toISOString(),
      matched: this.matched,
      applied: this.applied,
    };
  }
}
