import { expect } from '@jest/globals';
import type { ChartShape } from '../check-shape.js';
import type { JsonObject } from '../json.js';
import { translateV2 } from '../v2/translate-v2.js';

/** Translates a chart with these options, and checks that it does not change the original. */
export function translate(options: JsonObject, type = 'scatter', dataset: JsonObject = {}) {
  const warnings: string[] = [];
  const data = { datasets: [{ data: [1, 2], ...dataset }] };
  const given: ChartShape = { type, data, options, others: [] };
  const before = structuredClone(given);
  const chart = translateV2(given, (sentence) => warnings.push(sentence));
  expect(given).toEqual(before);
  return { ...chart, warnings };
}

/** The default for charts without options for labels. */
export const NO_LABELS = { datalabels: { display: false } };
