import { PICTURE_HEIGHT_PX, PICTURE_WIDTH_PX, THEMES, type Ink, type Theme } from './theme.js';

/** How values are shown over an axis. */
export const CHART_TYPES = ['bar', 'line', 'area'] as const;

export type ChartForm = (typeof CHART_TYPES)[number];

/** What of a chart's looks its reader chooses. */
export interface ChartStyle {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly theme: Theme;
  readonly form: ChartForm;
}

/** The originals' picture. */
export const ORIGINAL_STYLE: ChartStyle = {
  widthPx: PICTURE_WIDTH_PX,
  heightPx: PICTURE_HEIGHT_PX,
  theme: 'light',
  form: 'bar',
};

// Below this there is room for the data alone.
const LEAST_WITH_WORDS = { widthPx: 320, heightPx: 200 };

export function inkOf({ theme }: ChartStyle): Ink {
  return THEMES[theme];
}

/** Whether words would leave no room for the data. */
export function isTiny({ widthPx, heightPx }: ChartStyle): boolean {
  return widthPx < LEAST_WITH_WORDS.widthPx || heightPx < LEAST_WITH_WORDS.heightPx;
}
