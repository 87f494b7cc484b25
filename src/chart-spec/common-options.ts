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

/** Space between the content and the edge of the image. */
export function paddingOf(style: ChartStyle) {
  return isTiny(style) ? TINY_MARGIN_PX : { ...MARGIN_PX };
}

/** Cuts lines to the width of the image. */
export function fitLines(lines: readonly string[], { widthPx }: ChartStyle, fontSizePx: number): string[] {
  const width = (widthPx - MARGIN_PX.left - MARGIN_PX.right) / fontSizePx;
  return lines.map((line) => fitText(line, width));
}

/** The title, with optional smaller lines under it. */
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

/** An axis of names. */
export function categoryAxis(style: ChartStyle) {
  const ink = inkOf(style);
  return {
    display: !isTiny(style),
    grid: { display: false },
    border: { color: ink.axis },
    ticks: { color: ink.text, font: { size: FONT_SIZE_PX.label } },
  };
}

/** An axis of values that starts at zero. */
export function valueAxis(style: ChartStyle) {
  const ink = inkOf(style);
  return {
    display: !isTiny(style),
    beginAtZero: true,
    // Space for the value above the highest bar.
    grace: '10%',
    border: { display: false },
    grid: { color: ink.grid, drawTicks: false },
    ticks: {
      color: ink.quietText,
      padding: 8,
      maxTicksLimit: 7,
      font: { size: FONT_SIZE_PX.tick },
      // Like `printedNumber`: with a suffix for thousands and more.
      format: { notation: 'compact' as const, maximumSignificantDigits: 4 },
    },
  };
}

/** A chart form in terms of Chart.js. */
interface Form {
  readonly type: 'bar' | 'line';
  /** Name of the form in descriptions. */
  readonly noun: string;
  readonly dataset: object;
}

const LINE_WIDTH_PX = 2;
// Alpha as two hex digits: lines behind an area stay visible.
const AREA_ALPHA = '40';

/** The type and dataset options that show values of one colour in a form. */
export function formOf(form: ChartForm, color: string): Form {
  if (form === 'bar') return { type: 'bar', noun: 'Bar chart', dataset: { backgroundColor: color } };
  const line = { borderColor: color, borderWidth: LINE_WIDTH_PX, backgroundColor: color, spanGaps: false };
  if (form === 'line') return { type: 'line', noun: 'Line chart', dataset: line };
  const area = { ...line, fill: 'origin', backgroundColor: `${color}${AREA_ALPHA}` };
  return { type: 'line', noun: 'Area chart', dataset: area };
}
