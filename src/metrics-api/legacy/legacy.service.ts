import { Inject, Injectable } from '@nestjs/common';
import type { AppMetrics } from '../../contract/app-metrics.schema.js';
import type { Node } from '../../generator/model.js';
import type { Application } from '../../generator/scenario.js';
import type { ServicePoint } from '../../generator/service-point.js';
import type { Snapshot } from '../../generator/snapshot.js';
import { SETTINGS } from '../../platform/settings/read-settings.js';
import type { MetricsApiSettings } from '../metrics-api.settings.js';
import { CurrentModel } from '../current-model.js';
import { NotInScenarioError, UnmeasuredError } from '../metrics-api.errors.js';
import { legacyJson } from './legacy.filter.js';

/** A point of the model in the format of the original services, with latencies in whole milliseconds. */
export function appMetricsRecord(application: Application, point: ServicePoint, host: string): AppMetrics {
  return {
    performance_index: {
      failRatio: point.failRatio,
      failAmount: point.failures,
      accessAmount: point.requests,
      maxConcurrent: point.maxConcurrent,
      minLatency: Math.round(point.minLatencyMs),
      avgLatency: Math.round(point.avgLatencyMs),
    },
    host,
    app_name: application.name,
    domain: application.domain,
  };
}

/** The bodies of the legacy routes for the last complete tick, each built once. */
@Injectable()
export class LegacyService {
  private readonly bodies = new Map<Node, string>();
  private snapshot: Snapshot | undefined;

  constructor(
    private readonly current: CurrentModel,
    @Inject(SETTINGS) private readonly settings: MetricsApiSettings,
  ) {}

  /** The body of plain `/metrics`: the scenario's first application. */
  defaultBody(): string {
    const [first] = this.current.model.nodes;
    if (first === undefined) throw new NotInScenarioError('');
    return this.build(first);
  }

  /**
   * @throws NotInScenarioError when the scenario has no application of this name
   * @throws UnmeasuredError when a gap incident affects it
   */
  bodyOf(name: string): string {
    return this.build(this.current.node(name));
  }

  private build(node: Node): string {
    const { snapshot } = this.current;
    if (snapshot !== this.snapshot) this.bodies.clear();
    this.snapshot = snapshot;
    const cached = this.bodies.get(node);
    if (cached !== undefined) return cached;
    const point = snapshot.points[this.current.model.nodes.indexOf(node)]!;
    if (!point.measured) throw new UnmeasuredError(node.application.name);
    const body = legacyJson(appMetricsRecord(node.application, point, this.settings.HOSTNAME));
    this.bodies.set(node, body);
    return body;
  }
}
