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
import type { TableMemory } from '../long-answers.js';
import { type Span, pointCount } from '../points/series.js';

/** Samples that the format requires next to each other: a series, or all series of a histogram. */
interface SeriesUnit {
  readonly family: Family;
  readonly node: Node;
  /** Name and labels of each value, in order. */
  readonly names: readonly string[];
  /** Writes the values after a tick, from the counters or the point, into an array at an offset. */
  read(totals: Totals, point: ServicePoint, into: Float64Array, offset: number): void;
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
    read: (totals, _point, into, offset) => {
      into[offset] = outcomesOf(totals)[index]![1];
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
    read: ({ latencyBuckets, latencySumMs, requests }, _point, into, offset) => {
      let cumulative = 0;
      for (let bucket = 0; bucket < latencyBuckets.length; bucket += 1) {
        cumulative += latencyBuckets[bucket]!;
        into[offset + bucket] = cumulative;
      }
      into[offset + latencyBuckets.length] = latencySumMs / 1000;
      into[offset + latencyBuckets.length + 1] = requests;
    },
  };
}

function gaugeUnits(nodes: readonly Node[]): SeriesUnit[] {
  return POINT_GAUGES.flatMap(({ family, value }) =>
    nodes.map((node) => ({
      family,
      node,
      names: [`${family.name}{${labelsOf(node)}}`],
      read: (_totals: Totals, point: ServicePoint, into: Float64Array, offset: number) => {
        into[offset] = value(point);
      },
    })),
  );
}

/** Regardless of the length of the export. */
const MAX_TABLE_BYTES = 32 * 1024 * 1024;
const VALUE_BYTES = Float64Array.BYTES_PER_ELEMENT;

const UNLIMITED: TableMemory = { take: (bytes) => ({ bytes, giveBack: () => undefined }) };

/**
 * Writes a span as OpenMetrics with timestamps, as scrapes right after the end of each second would have seen it.
 *
 * The format requires all samples of a series together, while the model computes all series of a tick together. So
 * the span is computed several times, each time for as many series as fit into the table; a series that is too
 * long for the table is written in parts.
 *
 * @param memory - what the tables take; the less it gives, the more often the span is computed
 * @returns pieces of text; an empty one is an opportunity to pause
 */
export function* writeOpenMetrics(
  model: Model,
  nodes: readonly Node[],
  span: Span,
  memory = UNLIMITED,
): Generator<string> {
  const units = unitsOf(nodes);
  for (let first = 0; first < units.length;) {
    const wanted = widthOf(units.slice(first)) * pointCount(span) * VALUE_BYTES;
    const { bytes, giveBack } = memory.take(Math.min(MAX_TABLE_BYTES, wanted));
    try {
      const maxValues = Math.floor(bytes / VALUE_BYTES);
      const batch = batchFrom(units, first, pointCount(span), maxValues);
      yield* writeBatch(model, batch, span, maxValues, units[first - 1]?.family);
      first += batch.length;
    } finally {
      giveBack();
    }
  }
  yield OPENMETRICS.end;
}

/** How many values the units have for each tick. */
function widthOf(units: readonly SeriesUnit[]): number {
  return units.reduce((sum, { names }) => sum + names.length, 0);
}

/** As many units as fit into the buffer, and at least one. */
function batchFrom(
  units: readonly SeriesUnit[],
  first: number,
  points: number,
  maxValues: number,
): SeriesUnit[] {
  const batch: SeriesUnit[] = [];
  let width = 0;
  for (const unit of units.slice(first)) {
    width += unit.names.length;
    if (batch.length > 0 && width * points > maxValues) break;
    batch.push(unit);
  }
  return batch;
}

function* writeBatch(
  model: Model,
  batch: readonly SeriesUnit[],
  span: Span,
  maxValues: number,
  previous: Family | undefined,
): Generator<string> {
  const width = widthOf(batch);
  const rows = Math.min(pointCount(span), Math.max(1, Math.floor(maxValues / width)));
  const buffer = { values: new Float64Array(rows * width), width, rows: 0, firstTick: span.fromTick };
  // Before the values, so that the caller gets something while they are computed.
  let family = batch[0]?.family;
  if (family !== undefined && family !== previous) yield OPENMETRICS.header(family);
  const flush = function* (): Generator<string> {
    let column = 0;
    for (const unit of batch) {
      if (unit.family !== family) yield OPENMETRICS.header(unit.family);
      family = unit.family;
      yield* writeUnit(unit, buffer, column, span.stepTicks);
      column += unit.names.length;
    }
    buffer.firstTick += buffer.rows * span.stepTicks;
    buffer.rows = 0;
  };
  for (const isSampled of readInto(model, batch, span, buffer)) {
    yield '';
    // Only a batch of one unit can exceed the buffer, so its parts follow each other in the output.
    if (isSampled && buffer.rows === rows) yield* flush();
  }
  if (buffer.rows > 0) yield* flush();
}

/** A table of values: a row per sampled tick, a column per series. */
interface Buffered {
  readonly values: Float64Array;
  readonly width: number;
  rows: number;
  firstTick: number;
}

/** Computes all ticks from the start of the first day, when the counters are 0; yields whether each one is sampled. */
function* readInto(
  model: Model,
  batch: readonly SeriesUnit[],
  span: Span,
  buffer: Buffered,
): Generator<boolean> {
  const nodes = [...new Set(batch.map(({ node }) => node))];
  const nodeIndexes = batch.map(({ node }) => nodes.indexOf(node));
  let totals = nodes.map(noTotals);
  let next = span.fromTick;
  for (let tick = dayTickOf(span.fromTick); tick <= span.toTick; tick += 1) {
    if (tick === dayTickOf(tick)) totals = nodes.map(noTotals);
    const points = pointsAt(model, nodes, tick);
    points.forEach((point, index) => addPoint(totals[index]!, point));
    if (tick === next) {
      let column = buffer.rows * buffer.width;
      batch.forEach((unit, index) => {
        const point = points[nodeIndexes[index]!]!;
        if (point.measured) unit.read(totals[nodeIndexes[index]!]!, point, buffer.values, column);
        else buffer.values.fill(NaN, column, column + unit.names.length);
        column += unit.names.length;
      });
      buffer.rows += 1;
      next += span.stepTicks;
    }
    yield tick === next - span.stepTicks;
  }
}

/** Unmeasured seconds have no samples. The timestamp of a sample is the end of its second. */
function* writeUnit(
  { names }: SeriesUnit,
  buffer: Buffered,
  column: number,
  stepTicks: number,
): Generator<string> {
  for (let row = 0; row < buffer.rows; row += 1) {
    const from = row * buffer.width + column;
    if (Number.isNaN(buffer.values[from])) continue;
    const seconds = ((buffer.firstTick + row * stepTicks + 1) * TICK_MS) / 1000;
    let text = '';
    for (let index = 0; index < names.length; index += 1) {
      text += `${names[index]} ${buffer.values[from + index]} ${seconds}\n`;
    }
    yield text;
  }
}
