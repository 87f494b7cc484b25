/** Size of the published images, in pixels. */
export const PICTURE_WIDTH_PX = 1024;
export const PICTURE_HEIGHT_PX = 512;

/**
 * Colours that people with any kind of colour blindness can distinguish.
 *
 * @see M. Okabe, K. Ito, Color Universal Design (2002, rev. 2008), figure 16, https://jfly.uni-koeln.de/color/
 */
export const OKABE_ITO = {
  vermillion: '#D55E00',
  orange: '#E69F00',
  blue: '#0072B2',
  skyBlue: '#56B4E9',
  bluishGreen: '#009E73',
  reddishPurple: '#CC79A7',
} as const;

/** Colours of everything that is not data. Text has a contrast of at least 7:1 on the background. */
export const INK = {
  background: '#FFFFFF',
  text: '#202124',
  quietText: '#474B50',
  failure: '#8C1D18',
  axis: '#9AA0A6',
  grid: '#E8EAED',
} as const;

/** The same for a dark background. */
const DARK_INK: Ink = {
  background: '#16181C',
  text: '#E8EAED',
  quietText: '#BDC1C6',
  failure: '#F6AEA9',
  axis: '#80868B',
  grid: '#303338',
};

type Ink = Readonly<Record<keyof typeof INK, string>>;

const THEMES = { light: INK, dark: DARK_INK } as const satisfies Record<string, Ink>;

type Theme = keyof typeof THEMES;

/** Font sizes in pixels. */
export const FONT_SIZE_PX = {
  title: 18,
  label: 15,
  tick: 13,
  value: 16,
  noticeTitle: 28,
  noticeLine: 20,
} as const;

export const LINE_HEIGHT = 1.35;

/** Space between the content and the edge of the image, in pixels. */
export const MARGIN_PX = { top: 16, right: 28, bottom: 14, left: 24 } as const;

/** Forms in which values can be shown. */
export const CHART_TYPES = ['bar', 'line', 'area'] as const;

export type ChartForm = (typeof CHART_TYPES)[number];

/** The appearance that a request can choose. */
export interface ChartStyle {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly theme: Theme;
  readonly form: ChartForm;
}

/** The style of the published images. */
export const ORIGINAL_STYLE: ChartStyle = {
  widthPx: PICTURE_WIDTH_PX,
  heightPx: PICTURE_HEIGHT_PX,
  theme: 'light',
  form: 'bar',
};

// Smaller images have space for the data only.
const MIN_SIZE_WITH_TEXT = { widthPx: 320, heightPx: 200 };

export function inkOf({ theme }: Pick<ChartStyle, 'theme'>): Ink {
  return THEMES[theme];
}

/** Whether text would leave no space for the data. */
export function isTiny({ widthPx, heightPx }: ChartStyle): boolean {
  return widthPx < MIN_SIZE_WITH_TEXT.widthPx || heightPx < MIN_SIZE_WITH_TEXT.heightPx;
}
