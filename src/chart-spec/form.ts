import type { ChartForm } from './chart-style.js';

/** A form in the words of Chart.js. */
export interface Form {
  readonly type: 'bar' | 'line';
  /** What it is called in a description. */
  readonly noun: string;
  readonly dataset: object;
}

const LINE_WIDTH_PX = 2;
// Of 255, as the last two digits of a colour: lines behind an area stay visible.
const AREA_ALPHA = '40';

/** How a form draws one colour's values. */
export function formOf(form: ChartForm, color: string): Form {
  if (form === 'bar') return { type: 'bar', noun: 'Bar chart', dataset: { backgroundColor: color } };
  const line = { borderColor: color, borderWidth: LINE_WIDTH_PX, backgroundColor: color, spanGaps: false };
  if (form === 'line') return { type: 'line', noun: 'Line chart', dataset: line };
  const area = { ...line, fill: 'origin', backgroundColor: `${color}${AREA_ALPHA}` };
  return { type: 'line', noun: 'Area chart', dataset: area };
}
