import { fitText } from './fit-text.js';
import {
  type ChartForm,
  type ChartStyle,
  FONT_SIZE_PX,
  LINE_HEIGHT,
  MARGIN_PX,
  inkOf,
  isTiny,
} from './theme.js';

const TINY_MARGIN_PX = 4;

/** Space between the content and the picture's edge. */
export function paddingOf(style: ChartStyle) {
  return isTiny(style) ? TINY_MARGIN_PX : { ...MARGIN_PX };
}

/** Cuts lines to the width of the picture. */
export function fitLines(lines: readonly string[], { widthPx }: ChartStyle, fontSizePx: number): string[] {
  const width = (widthPx - MARGIN_PX.left - MARGIN_PX.right) / fontSizePx;
  return lines.map((line) => fitText(line, width));
}

/** The title, with a smaller line beneath it where there is more to say. */
export function titlesOf(style: ChartStyle, title: readonly string[], note: readonly string[] = []) {
  const ink = inkOf(style);
  const hasNote = note.length > 0;
  return {
    title: {
      display: !isTiny(style),
      text: [...title],
      color: ink.text,
      font: { size: FONT_SIZE_PX.title, weight: 'normal' as const, lineHeight: LINE_HEIGHT },
      padding: { top: 0, bottom: hasNote ? 2 : 14 },
    },
    subtitle: {
      display: hasNote && !isTiny(style),
      text: [...note],
      color: ink.quietText,
      font: { size: FONT_SIZE_PX.tick, weight: 'normal' as const, lineHeight: LINE_HEIGHT },
      padding: { top: 0, bottom: 12 },
    },
  };
}

/** An axis with names of things. */
export function categoryAxis(style: ChartStyle) {
  const ink = inkOf(style);
  return {
    display: !isTiny(style),
    grid: { display: false },
    border: { color: ink.axis },
    ticks: { color: ink.text, font: { size: FONT_SIZE_PX.label } },
  };
}

/** An axis of values, from zero. */
export function valueAxis(style: ChartStyle) {
  const ink = inkOf(style);
  return {
    display: !isTiny(style),
    beginAtZero: true,
    // Room for the value above the highest bar.
    grace: '10%',
    border: { display: false },
    grid: { color: ink.grid, drawTicks: false },
    ticks: {
      color: ink.quietText,
      padding: 8,
      maxTicksLimit: 7,
      font: { size: FONT_SIZE_PX.tick },
      // As values are printed: thousands and more with a letter.
      format: { notation: 'compact' as const, maximumSignificantDigits: 4 },
    },
  };
}

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
