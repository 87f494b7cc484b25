import type { Model, Node } from '../../generator/model.js';
import type { ServicePoint } from '../../generator/service-point.js';
import { pointsAt } from '../../generator/snapshot.js';
import { TICK_MS } from '../../contract/tick.js';
import { type Totals, addPoint, noTotals } from '../../generator/totals.js';
import { dayTickOf } from '../exposition/day-counters.js';
import {
  BUCKET_LABELS,
  DURATION,
  type Family,
  OPENMETRICS,
  POINT_GAUGES,
  REQUESTS,
  labelsOf,
  outcomesOf,
} from '../exposition/families.js';
import { type Span, pointCount } from '../points/series.js';

/** Samples that the format wants to stand together: a series, or all of a histogram. */
interface SeriesUnit {
  readonly family: Family;
  readonly node: Node;
  /** What stands before each value, in order. */
  readonly names: readonly string[];
  /** Its values after a tick: read off the counters or the point, written from a place on. */
  read(totals: Totals, point: ServicePoint, into: Float64Array, place: number): void;
}

/** All series of some applications, family by family. */
function unitsOf(nodes: readonly Node[]): readonly SeriesUnit[] {
  return [...nodes.flatMap(requestUnits), ...nodes.map(durationUnit), ...gaugeUnits(nodes)];
}

function requestUnits(node: Node): SeriesUnit[] {
  return outcomesOf(noTotals()).map(([outcome], index) => ({
    family: REQUESTS,
    node,
    names: [`${REQUESTS.name}_total{${labelsOf(node)},outcome="${outcome}"}`],
    read: (totals, _point, into, place) => {
      into[place] = outcomesOf(totals)[index]![1];
    },
  }));
}

function durationUnit(node: Node): SeriesUnit {
  const labels = labelsOf(node);
  const buckets = BUCKET_LABELS.map((le) => `${DURATION.name}_bucket{${labels},le="${le}"}`);
  return {
    family: DURATION,
    node,
    names: [...buckets, `${DURATION.name}_sum{${labels}}`, `${DURATION.name}_count{${labels}}`],
    read: ({ latencyBuckets, latencySumMs, requests }, _point, into, place) => {
      let below = 0;
      for (let bucket = 0; bucket < latencyBuckets.length; bucket += 1) {
        below += latencyBuckets[bucket]!;
        into[place + bucket] = below;
      }
      into[place + latencyBuckets.length] = latencySumMs / 1000;
      into[place + latencyBuckets.length + 1] = requests;
    },
  };
}

function gaugeUnits(nodes: readonly Node[]): SeriesUnit[] {
  return POINT_GAUGES.flatMap(({ family, value }) =>
    nodes.map((node) => ({
      family,
      node,
      names: [`${family.name}{${labelsOf(node)}}`],
      read: (_totals: Totals, point: ServicePoint, into: Float64Array, place: number) => {
        into[place] = value(point);
      },
    })),
  );
}

// 32 MiB, however long the export is.
const VALUES_KEPT = 4_194_304;

/**
 * Some time of some applications in OpenMetrics with a time at each sample, as a scrape in the moment after each
 * second would have found it.
 *
 * The format wants all samples of a series together, while the model makes all series of a moment together. So
 * the time is walked through several times, each time for as many series as can be kept; a series that is too
 * long by itself is kept in parts.
 *
 * @returns pieces of text; an empty one is a moment to do something else
 */
export function* writeOpenMetrics(model: Model, nodes: readonly Node[], span: Span): Generator<string> {
  const units = unitsOf(nodes);
  for (let first = 0; first < units.length;) {
    const batch = batchFrom(units, first, pointCount(span));
    yield* writeBatch(model, batch, span, units[first - 1]?.family);
    first += batch.length;
  }
  yield OPENMETRICS.end;
}

/** As many units as fit, and at least one. */
function batchFrom(units: readonly SeriesUnit[], first: number, points: number): SeriesUnit[] {
  const batch: SeriesUnit[] = [];
  let width = 0;
  for (const unit of units.slice(first)) {
    width += unit.names.length;
    if (batch.length > 0 && width * points > VALUES_KEPT) break;
    batch.push(unit);
  }
  return batch;
}

function* writeBatch(
  model: Model,
  batch: readonly SeriesUnit[],
  span: Span,
  before: SeriesUnit['family'] | undefined,
): Generator<string> {
  const width = batch.reduce((sum, unit) => sum + unit.names.length, 0);
  const rows = Math.min(pointCount(span), Math.max(1, Math.floor(VALUES_KEPT / width)));
  const kept = { values: new Float64Array(rows * width), width, rows: 0, firstTick: span.fromTick };
  let family = before;
  const flush = function* (): Generator<string> {
    let column = 0;
    for (const unit of batch) {
      if (unit.family !== family) yield OPENMETRICS.header(unit.family);
      family = unit.family;
      yield* writeUnit(unit, kept, column, span.stepTicks);
      column += unit.names.length;
    }
    kept.firstTick += kept.rows * span.stepTicks;
    kept.rows = 0;
  };
  for (const isSampled of readInto(model, batch, span, kept)) {
    yield '';
    // Only a batch of one unit can be longer than what is kept: its parts follow each other.
    if (isSampled && kept.rows === rows) yield* flush();
  }
  if (kept.rows > 0) yield* flush();
}

interface Kept {
  readonly values: Float64Array;
  readonly width: number;
  rows: number;
  firstTick: number;
}

/** Walks through the ticks from the start of the first day, where the counters begin; tells of each whether it is sampled. */
function* readInto(model: Model, batch: readonly SeriesUnit[], span: Span, kept: Kept): Generator<boolean> {
  const nodes = [...new Set(batch.map(({ node }) => node))];
  const places = batch.map(({ node }) => nodes.indexOf(node));
  let totals = nodes.map(noTotals);
  let next = span.fromTick;
  for (let tick = dayTickOf(span.fromTick); tick <= span.toTick; tick += 1) {
    if (tick === dayTickOf(tick)) totals = nodes.map(noTotals);
    const points = pointsAt(model, nodes, tick);
    points.forEach((point, index) => addPoint(totals[index]!, point));
    if (tick === next) {
      let column = kept.rows * kept.width;
      batch.forEach((unit, index) => {
        const point = points[places[index]!]!;
        if (point.measured) unit.read(totals[places[index]!]!, point, kept.values, column);
        else kept.values.fill(NaN, column, column + unit.names.length);
        column += unit.names.length;
      });
      kept.rows += 1;
      next += span.stepTicks;
    }
    yield tick === next - span.stepTicks;
  }
}

/** Nothing is told of a second that nobody measured; a second is told when it is over. */
function* writeUnit({ names }: SeriesUnit, kept: Kept, column: number, stepTicks: number): Generator<string> {
  for (let row = 0; row < kept.rows; row += 1) {
    const from = row * kept.width + column;
    if (Number.isNaN(kept.values[from])) continue;
    const seconds = ((kept.firstTick + row * stepTicks + 1) * TICK_MS) / 1000;
    let text = '';
    for (let index = 0; index < names.length; index += 1) {
      text += `${names[index]} ${kept.values[from + index]} ${seconds}\n`;
    }
    yield text;
  }
}
