import { Inject, Injectable } from '@nestjs/common';
import type { AppMetrics } from '../../contract/app-metrics.schema.js';
import type { Node } from '../../generator/model.js';
import type { Application } from '../../generator/scenario.js';
import type { ServicePoint } from '../../generator/service-point.js';
import type { Snapshot } from '../../generator/snapshot.js';
import { SETTINGS } from '../../platform/settings/read-settings.js';
import type { MetricsApiSettings } from '../metrics-api.settings.js';
import { CurrentModel } from '../current-model.js';
import { UnknownApplicationError, UnmeasuredError } from '../metrics-api.errors.js';
import { legacyJson } from './legacy.filter.js';

/** One point of the model in the originals' words; latencies in whole milliseconds. */
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

/** The originals' bodies of the last complete tick, each written once. */
@Injectable()
export class LegacyBodies {
  private readonly bodies = new Map<Node, string>();
  private snapshot: Snapshot | undefined;

  constructor(
    private readonly current: CurrentModel,
    @Inject(SETTINGS) private readonly settings: MetricsApiSettings,
  ) {}

  /** The body of the scenario's first application, which the originals' plain `/metrics` stands for. */
  ofDefault(): string {
    const [first] = this.current.model.nodes;
    if (first === undefined) throw new UnknownApplicationError('');
    return this.body(first);
  }

  /**
   * @throws UnknownApplicationError when the scenario holds no application of this name
   * @throws UnmeasuredError when nobody measures it at this time
   */
  of(name: string): string {
    return this.body(this.current.node(name));
  }

  private body(node: Node): string {
    const { snapshot } = this.current;
    if (snapshot !== this.snapshot) this.bodies.clear();
    this.snapshot = snapshot;
    const known = this.bodies.get(node);
    if (known !== undefined) return known;
    const point = snapshot.points[this.current.model.nodes.indexOf(node)]!;
    if (!point.measured) throw new UnmeasuredError(node.application.name);
    const body = legacyJson(appMetricsRecord(node.application, point, this.settings.HOSTNAME));
    this.bodies.set(node, body);
    return body;
  }
}
