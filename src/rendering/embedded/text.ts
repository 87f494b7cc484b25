import type { SKRSContext2D } from '@napi-rs/canvas';
import { type DrawableText, type EmojiStyle, drawableText } from './fonts/coverage.js';
import { LOADED_FAMILIES, cssFamilies } from './fonts/font-catalogue.js';
import { HAN_LANGUAGES, type HanLanguage } from './fonts/han-language.js';
import { loadFonts } from './fonts/load-fonts.js';

/** The families of text that needs no others, in the order in which they are searched for a character, in CSS syntax. */
export const FONT_FAMILY = cssFamilies(LOADED_FAMILIES);

/**
 * Makes a context draw text with our fonts only: with the machine's fonts, the same chart would differ between machines.
 *
 * `lang` of the context is a `HanLanguage`: it selects the glyphs of texts that do not show theirs.
 */
export function prepareText(context: SKRSContext2D, emoji: EmojiStyle): void {
  // By default the host's language selects the glyphs of some characters.
  context.lang = HAN_LANGUAGES[0];
  cacheText(context);
  chooseFonts(context, emoji);
  replaceFamilies(context);
}

/** Draws and measures each text with the fonts and in the direction that it needs. */
function chooseFonts(context: SKRSContext2D, emoji: EmojiStyle): void {
  const fillText = context.fillText.bind(context);
  const strokeText = context.strokeText.bind(context);
  const measureText = context.measureText.bind(context);
  const font = fontOf(context);
  const withFonts = <T>(given: unknown, use: (text: string) => T): T => {
    // Chart.js passes labels as they are in the data: numbers, or undefined.
    const { text, families } = knownText(String(given), context.lang as HanLanguage, emoji);
    const inDirection = () => (isRightToLeft(text) ? rightToLeft(context, () => use(text)) : use(text));
    if (families === undefined) return inDirection();
    loadFonts(families);
    const usual = font.get();
    font.set(withFamilies(usual, cssFamilies(families)) ?? usual);
    try {
      return inDirection();
    } finally {
      font.set(usual);
    }
  };
  context.fillText = (given: unknown, ...position) => withFonts(given, (text) => fillText(text, ...position));
  context.strokeText = (given: unknown, ...position) =>
    withFonts(given, (text) => strokeText(text, ...position));
  context.measureText = (given: unknown) => withFonts(given, measureText);
}

const drawableTexts = new Map<string, DrawableText>();

/** `drawableText`, which is kept: the same labels are measured, drawn, and drawn again in other pictures. */
function knownText(text: string, language: HanLanguage, emoji: EmojiStyle): DrawableText {
  if (text.length > LONGEST_CACHED || /^[ -~]*$/.test(text)) return drawableText(text, language, emoji);
  const key = `${language} ${emoji} ${text}`;
  const known = drawableTexts.get(key) ?? drawableText(text, language, emoji);
  if (drawableTexts.size >= MAX_CACHED) drawableTexts.clear();
  drawableTexts.set(key, known);
  return known;
}

/**
 * Whether the first letter of a text is one of a script that is written from right to left, which is the direction of
 * the whole text.
 *
 * @see Unicode Standard Annex #9, Unicode Bidirectional Algorithm, rule P2
 */
function isRightToLeft(text: string): boolean {
  return /^\P{L}*[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}]/u.test(text);
}

/** Draws in that direction. Alignment at the start or the end stays that of the chart, which is laid out for it. */
function rightToLeft<T>(context: SKRSContext2D, draw: () => T): T {
  const { direction, textAlign } = context;
  if (direction === 'rtl') return draw();
  context.direction = 'rtl';
  context.textAlign = ({ start: 'left', end: 'right' } as const)[textAlign as string] ?? textAlign;
  try {
    return draw();
  } finally {
    context.direction = direction;
    context.textAlign = textAlign;
  }
}

/** Replaces the font families that a specification names with ours: the machine may have them. */
function replaceFamilies(context: SKRSContext2D): void {
  const font = fontOf(context);
  Object.defineProperty(context, 'font', {
    configurable: true,
    get: () => font.get(),
    set: (requested: string) => {
      const ours = withOurFamilies(requested);
      if (ours !== undefined) font.set(ours);
    },
  });
}

/** A CSS font with our families; undefined for an invalid font, which browsers ignore. */
export function withOurFamilies(font: string): string | undefined {
  return withFamilies(font, FONT_FAMILY);
}

function withFamilies(font: string, families: string): string | undefined {
  const style = /^(?:[\w-]+ +)*\d+(?:\.\d+)?px/.exec(font)?.[0];
  return style === undefined ? undefined : `${style} ${families}`;
}

type Metrics = ReturnType<SKRSContext2D['measureText']>;

// Labels recur from picture to picture, numbers do not: about as many texts as some hundred charts measure.
const MAX_CACHED = 4096;
const LONGEST_CACHED = 64;

const widths = new Map<string, number>();

/**
 * Caches a context's font and text widths: Chart.js sets the font some sixty times for a chart that draws twenty
 * texts, and measures each label again in every picture. Each time the canvas would parse the font's CSS or shape
 * the text again.
 */
export function cacheText(context: SKRSContext2D): void {
  const applyFont = deferFont(context);
  const fillText = context.fillText.bind(context);
  const strokeText = context.strokeText.bind(context);
  const measureText = context.measureText.bind(context);
  const measure = (text: string) => {
    applyFont();
    return measureText(text);
  };
  context.fillText = (...text) => {
    applyFont();
    fillText(...text);
  };
  context.strokeText = (...text) => {
    applyFont();
    strokeText(...text);
  };
  context.measureText = (text) => {
    if (text.length > LONGEST_CACHED) return measure(text);
    const key = `${context.font}\n${text}`;
    const width = widths.get(key) ?? cacheWidth(key, measure(text).width);
    return metricsOf(width, () => measure(text));
  };
}

/**
 * Makes setting a font cheap: the canvas gets it only when it is used.
 *
 * @returns hands the current font to the canvas; to be called before the font is used
 */
function deferFont(context: SKRSContext2D): () => void {
  const font = fontOf(context);
  const save = context.save.bind(context);
  const restore = context.restore.bind(context);
  const saved: { current: string; applied: string }[] = [];
  let current = font.get();
  let applied = current;

  Object.defineProperty(context, 'font', {
    configurable: true,
    get: () => current,
    set: (value: string) => void (current = value),
  });
  context.save = () => {
    saved.push({ current, applied });
    save();
  };
  context.restore = () => {
    ({ current, applied } = saved.pop() ?? { current, applied });
    restore();
  };
  return () => {
    if (applied !== current) font.set(current);
    applied = current;
  };
}

function cacheWidth(key: string, width: number): number {
  if (widths.size >= MAX_CACHED) widths.clear();
  widths.set(key, width);
  return width;
}

/** Metrics whose width is known; all others, which are rarely needed, are measured on access. */
function metricsOf(width: number, measure: () => Metrics): Metrics {
  return new Proxy({ width } as Metrics, {
    get: (known, name: keyof Metrics) => (name === 'width' ? known.width : measure()[name]),
  });
}

/** Accessors of a context's font as they were last redefined. */
function fontOf(context: SKRSContext2D): { get: () => string; set: (font: string) => void } {
  let owner: object = context;
  while (!Object.hasOwn(owner, 'font')) owner = Object.getPrototypeOf(owner) as object;
  const { get, set } = Object.getOwnPropertyDescriptor(owner, 'font') as Required<PropertyDescriptor>;
  return { get: () => get.call(context) as string, set: (font) => set.call(context, font) };
}
