import { expect } from '@jest/globals';
import type { ChartShape } from '../../check-shape.js';
import type { JsonObject } from '../../json.js';
import { translateV2 } from '../translate-v2.js';

/** A chart with these options, translated; what was given is seen to stay as it was. */
export function translate(options: JsonObject, type = 'scatter', dataset: JsonObject = {}) {
  const warnings: string[] = [];
  const data = { datasets: [{ data: [1, 2], ...dataset }] };
  const given: ChartShape = { type, data, options, others: [] };
  const before = structuredClone(given);
  const chart = translateV2(given, (sentence) => warnings.push(sentence));
  expect(given).toEqual(before);
  return { ...chart, warnings };
}

/** What is written for every chart that says nothing of labels. */
export const NO_LABELS = { datalabels: { display: false } };
