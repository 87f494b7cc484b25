import type { Node } from '../../generator/model.js';
import type { ServicePoint } from '../../generator/service-point.js';
import type { Totals } from '../../generator/totals.js';
import { BUCKET_LABELS, DURATION, REQUESTS, type Family } from '../exposition/families.js';
import { POINT_GAUGES } from '../exposition/gauges.js';
import { labelsOf, outcomesOf } from '../exposition/labels.js';
import { noTotals } from '../../generator/totals.js';

/** Samples that the format wants to stand together: a series, or all of a histogram. */
export interface SeriesUnit {
  readonly family: Family;
  readonly node: Node;
  /** What stands before each value, in order. */
  readonly names: readonly string[];
  /** Its values after a tick: read off the counters or the point, written from a place on. */
  read(totals: Totals, point: ServicePoint, into: Float64Array, place: number): void;
}

/** All series of some applications, family by family. */
export function unitsOf(nodes: readonly Node[]): readonly SeriesUnit[] {
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
