import { Injectable } from '@nestjs/common';
import { pointAt, snapshotAt } from '../../generator/snapshot.js';
import type { Node } from '../../generator/model.js';
import type { ServicePoint } from '../../generator/service-point.js';
import { CurrentModel } from '../current-model.js';
import { pointValues } from '../points/series.js';
import { timeText } from '../query.params.js';

/**
 * An event about a tick.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function eventText(tick: number, measured: readonly (readonly [Node, ServicePoint])[]): string {
  const points = measured.map(([node, point]) => ({ app: node.application.name, ...pointValues(point) }));
  return `id: ${tick}\ndata: ${JSON.stringify({ time: timeText(tick), points })}\n\n`;
}

/** The events of the stream. Those of the newest tick are written once, however many callers get them. */
@Injectable()
export class PointEvents {
  private readonly newest = new Map<string, string>();
  private newestTick = -Infinity;

  constructor(private readonly current: CurrentModel) {}

  /**
   * The event of a tick.
   *
   * @param app - the only application that it is about; undefined is about all
   */
  text(tick: number, app: string | undefined): string {
    if (tick < this.newestTick) return this.write(tick, app);
    if (tick > this.newestTick) this.newest.clear();
    this.newestTick = tick;
    const key = app ?? '';
    const known = this.newest.get(key) ?? this.write(tick, app);
    this.newest.set(key, known);
    return known;
  }

  private write(tick: number, app: string | undefined): string {
    return eventText(tick, this.pointsOf(tick, app));
  }

  private pointsOf(tick: number, app: string | undefined): (readonly [Node, ServicePoint])[] {
    const { model } = this.current;
    if (app === undefined) {
      const { points } = snapshotAt(model, tick);
      return model.nodes.map((node, index) => [node, points[index]!] as const);
    }
    // Another scenario may have come without this application: its stream goes on without points.
    const node = model.nodeByName.get(app);
    return node === undefined ? [] : [[node, pointAt(model, node, tick)]];
  }
}
