import { Inject, Injectable } from '@nestjs/common';
import type { Snapshot } from '../../generator/group-at.js';
import type { Node } from '../../generator/model.js';
import { METRICS_API_SETTINGS, type MetricsApiSettings } from '../../platform/config/metrics-api.settings.js';
import { CurrentModel } from '../model/current-model.js';
import { UnmeasuredError } from '../model/unmeasured.error.js';
import { UnknownApplicationError } from '../model/unknown-application.error.js';
import { appMetricsRecord } from './app-metrics-record.js';
import { legacyJson } from './legacy-json.js';

/** The originals' bodies of the last complete tick, each written once. */
@Injectable()
export class LegacyBodies {
  private readonly bodies = new Map<Node, string>();
  private snapshot: Snapshot | undefined;

  constructor(
    private readonly current: CurrentModel,
    @Inject(METRICS_API_SETTINGS) private readonly settings: MetricsApiSettings,
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
