import type { FastifyRequest } from 'fastify';
import { LANE, applicationKey, uniformAt } from '../generator/random.js';
import type { FaultDefinition, FaultScope, FaultView } from './fault.schema.js';

// Probes must report the real state, and callers must be able to delete a fault and to read how to do so.
const EXEMPT_ROUTES = /^\/(healthz$|readyz$|api\/v1\/faults|docs|openapi\.|api\.html$)/;

/** The properties of a request that decide whether a fault matches it. */
export interface FaultTarget {
  /** The route pattern. */
  readonly route: string;
  /** The applications in its path and query. */
  readonly applications: readonly string[];
  /** The HOSTNAME of the process that answers. */
  readonly replica: string;
}

/** Whether faults can be set on a route. */
export function allowsFaults(route: string): boolean {
  return !EXEMPT_ROUTES.test(route);
}

/** The target of a request; undefined when its route is unknown or exempt from faults. */
export function targetOf(
  request: Pick<FastifyRequest, 'routeOptions' | 'params' | 'query'>,
  replica: string,
): FaultTarget | undefined {
  const route = request.routeOptions.url;
  if (route === undefined || !allowsFaults(route)) return undefined;
  const { appname, app } = request.params as Readonly<Record<string, string>>;
  const { app: queried } = request.query as Readonly<Record<string, string | string[]>>;
  const applications = [appname, app, queried].flat().filter((name) => name !== undefined);
  return { route, applications, replica };
}

/** Whether a target meets all conditions of a scope. */
export function matchesScope(target: FaultTarget, scope: FaultScope): boolean {
  const { route = target.route, replica = target.replica, application } = scope;
  if (route !== target.route || replica !== target.replica) return false;
  return application === undefined || target.applications.includes(application);
}

/** A fault with its definition and its counts. */
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
   * Counts a matching request and returns whether the fault affects it.
   *
   * The result is a function of seed, id and the number of matching requests before it, so that the same drill
   * affects the same requests again, in this process or another one.
   */
  affectsNext(): boolean {
    const uniform = uniformAt(this.key, LANE.fault, this.matched);
    this.matched += 1;
    return uniform < this.definition.ratio;
  }

  /** Counts a request to which the fault was applied. */
  countApplied(): void {
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
