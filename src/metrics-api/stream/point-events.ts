import { Injectable } from '@nestjs/common';
import { pointAt, snapshotAt } from '../../generator/snapshot.js';
import type { Node } from '../../generator/model.js';
import type { ServicePoint } from '../../generator/service-point.js';
import { CurrentModel } from '../current-model.js';
import { pointValues } from '../points/series.js';
import { timeText } from '../query.params.js';

/**
 * The event for a tick.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function eventText(tick: number, points: readonly (readonly [Node, ServicePoint])[]): string {
  const values = points.map(([node, point]) => ({ app: node.application.name, ...pointValues(point) }));
  return `id: ${tick}\ndata: ${JSON.stringify({ time: timeText(tick), points: values })}\n\n`;
}

/** Builds the events of the streams. Those of the newest tick are built once and shared by all streams. */
@Injectable()
export class PointEvents {
  private readonly newest = new Map<string, string>();
  private newestTick = -Infinity;

  constructor(private readonly current: CurrentModel) {}

  /**
   * The event of a tick.
   *
   * @param app - the only application in the event; undefined for all
   */
  text(tick: number, app: string | undefined): string {
    if (tick < this.newestTick) return this.build(tick, app);
    if (tick > this.newestTick) this.newest.clear();
    this.newestTick = tick;
    const key = app ?? '';
    const text = this.newest.get(key) ?? this.build(tick, app);
    this.newest.set(key, text);
    return text;
  }

  private build(tick: number, app: string | undefined): string {
    return eventText(tick, this.pointsOf(tick, app));
  }

  private pointsOf(tick: number, app: string | undefined): (readonly [Node, ServicePoint])[] {
    const { model } = this.current;
    if (app === undefined) {
      const { points } = snapshotAt(model, tick);
      return model.nodes.map((node, index) => [node, points[index]!] as const);
    }
    // After a change of the scenario the application may be gone: its stream continues without points.
    const node = model.nodeByName.get(app);
    return node === undefined ? [] : [[node, pointAt(model, node, tick)]];
  }
}
