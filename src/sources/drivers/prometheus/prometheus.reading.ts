import { InvalidInputError } from '../../../platform/errors/catalogue.js';
import type { Labels, Question, Reading, Sample, Series } from '../../metrics-source.port.js';
import { ofApplication } from '../of-application.js';
import type { PrometheusAnswer } from './prometheus.answer.js';

type Point = readonly [seconds: number, value: string];

/** A result in the words of the port. */
export function readingOf(
  { data, warnings }: PrometheusAnswer,
  query: string,
  question: Question,
  address: string,
): Reading {
  switch (data.resultType) {
    case 'scalar': {
      const samples = ofApplication([sampleOf({}, data.result)], question.app, address);
      return { kind: 'samples', subject: query, warnings, samples };
    }
    case 'vector': {
      const plain = data.result.flatMap(({ metric, value }) => (value ? [sampleOf(metric, value)] : []));
      const samples = ofApplication(plain, question.app, address);
      return { kind: 'samples', subject: query, warnings: noted(warnings, data.result, plain), samples };
    }
    case 'matrix': {
      const plain = data.result.flatMap(({ metric, values }) => (values ? [{ metric, values }] : []));
      const timesMs = question.range === undefined ? timesIn(plain) : timesOf(question.atMs, question.range);
      const all = plain.map(({ metric, values }) => seriesOf(metric, values, timesMs));
      const series = ofApplication(all, question.app, address);
      const notes = noted(warnings, data.result, plain);
      return { kind: 'series', subject: query, warnings: notes, timesMs, series, incidents: [] };
    }
    case 'string': {
      const sentence = `Expected query to give numbers but received text from ${address}`;
      throw new InvalidInputError([{ field: 'query', sentence }]);
    }
  }
}

function sampleOf({ __name__: name = '', ...labels }: Labels, [, value]: Point): Sample {
  return { name, labels, value: numberOf(value) };
}

/** A step without a value is a gap: Prometheus leaves it out. */
function seriesOf(
  { __name__: name = '', ...labels }: Labels,
  points: readonly Point[],
  timesMs: readonly number[],
): Series {
  const byTime = new Map(points.map(([seconds, value]) => [Math.round(seconds * 1000), numberOf(value)]));
  return { name, labels, unit: '', values: timesMs.map((timeMs) => byTime.get(timeMs) ?? null) };
}

function timesOf(toMs: number, { fromMs, stepMs }: NonNullable<Question['range']>): number[] {
  return Array.from(
    { length: Math.floor((toMs - fromMs) / stepMs) + 1 },
    (_, step) => fromMs + step * stepMs,
  );
}

/** The times of an instant query's range vector, such as `up[5m]`: those of its samples. */
function timesIn(all: readonly { readonly values: readonly Point[] }[]): number[] {
  const times = all.flatMap(({ values }) => values.map(([seconds]) => Math.round(seconds * 1000)));
  return [...new Set(times)].sort((a, b) => a - b);
}

/** NaN and the infinities cannot be drawn. */
function numberOf(text: string): number | null {
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

function noted(warnings: readonly string[], all: readonly unknown[], plain: readonly unknown[]): string[] {
  const histograms = all.length - plain.length;
  if (histograms === 0) return [...warnings];
  return [...warnings, `${histograms} native histograms are left out: ask for a quantile or a rate of them`];
}
