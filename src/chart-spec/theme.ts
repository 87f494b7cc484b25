/** The size of the originals' picture, in pixels. */
export const PICTURE_WIDTH_PX = 1024;
export const PICTURE_HEIGHT_PX = 512;

/**
 * Colours that stay apart for people with any kind of colour blindness.
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

/** Colours of everything that is not data; each text colour has a contrast of at least 7:1 on the background. */
export const INK = {
  background: '#FFFFFF',
  text: '#202124',
  quietText: '#474B50',
  failure: '#8C1D18',
  axis: '#9AA0A6',
  grid: '#E8EAED',
} as const;

/** The same on a dark background. */
const DARK_INK: Ink = {
  background: '#16181C',
  text: '#E8EAED',
  quietText: '#BDC1C6',
  failure: '#F6AEA9',
  axis: '#80868B',
  grid: '#303338',
};

export type Ink = Readonly<Record<keyof typeof INK, string>>;

export const THEMES = { light: INK, dark: DARK_INK } as const satisfies Record<string, Ink>;

export type Theme = keyof typeof THEMES;

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

/** Space between the content and the picture's edge, in pixels. */
export const MARGIN_PX = { top: 16, right: 28, bottom: 14, left: 24 } as const;
