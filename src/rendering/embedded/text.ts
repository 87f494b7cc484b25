import { createRequire } from 'node:module';
import { GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { FONT_CHARACTERS } from './font-characters.js';

/** A font file of an npm package, and the CSS family that it is registered as. */
export interface FontFile {
  readonly family: string;
  readonly path: string;
}

const { resolve } = createRequire(import.meta.url);

function notoSans(family: string, subset: string, weight: number): FontFile {
  return { family, path: resolve(`@fontsource/noto-sans/files/noto-sans-${subset}-${weight}-normal.woff2`) };
}

function notoSansSc(family: string, subset: string): FontFile {
  return { family, path: resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-${subset}-400-normal.woff2`) };
}

/**
 * All fonts that are used: with the machine's fonts, the same chart would differ between machines.
 *
 * The image's build copies exactly these files. Each subset is a separate family, since the canvas uses only one
 * file of a family and weight. All weights of a family have the same characters, since the canvas takes one that a
 * weight lacks from the machine's fonts, even where another weight has it; `tools/generated` checks that.
 */
export const FONT_FILES: readonly FontFile[] = [
  notoSans('Noto Sans', 'latin', 400),
  notoSans('Noto Sans', 'latin', 600),
  notoSans('Noto Sans Extended', 'latin-ext', 400),
  notoSans('Noto Sans Extended', 'latin-ext', 600),
  notoSans('Noto Sans Cyrillic', 'cyrillic', 400),
  notoSans('Noto Sans Cyrillic', 'cyrillic', 600),
  notoSans('Noto Sans Greek', 'greek', 400),
  notoSans('Noto Sans Greek', 'greek', 600),
  notoSansSc('Noto Sans SC', 'chinese-simplified'),
  // 8,000 characters, but neither ≥ ≤ nor →, which are in these two.
  notoSansSc('Noto Sans SC 100', '100'),
  notoSansSc('Noto Sans SC 109', '109'),
];

/** The families in the order in which they are searched for a character, in CSS syntax. */
export const FONT_FAMILY = [...new Set(FONT_FILES.map(({ family }) => `"${family}"`))].join(', ');

/**
 * Registers our fonts with the canvas.
 *
 * Its list of fonts is shared by the process, so only the first thread registers them; registering while another
 * thread renders would be a race.
 *
 * @throws Error naming the file that is not a readable font
 */
export function registerFonts(): void {
  if (GlobalFonts.families.length > 0) return;
  for (const { family, path } of FONT_FILES) {
    if (GlobalFonts.registerFromPath(path, family) === null)
      throw new Error(`Expected ${path} to be a font that can be read`);
  }
}

/** Makes a context draw text with our fonts only. */
export function prepareText(context: SKRSContext2D): void {
  // By default the host's language selects the glyphs of some characters.
  context.lang = 'zh-Hans';
  cacheText(context);
  replaceMissingCharacters(context);
  replaceFamilies(context);
}

function replaceMissingCharacters(context: SKRSContext2D): void {
  const fillText = context.fillText.bind(context);
  const strokeText = context.strokeText.bind(context);
  const measureText = context.measureText.bind(context);
  // Chart.js passes labels as they are in the data: numbers, or undefined.
  context.fillText = (text: unknown, ...position) => fillText(drawableText(String(text)), ...position);
  context.strokeText = (text: unknown, ...position) => strokeText(drawableText(String(text)), ...position);
  context.measureText = (text: unknown) => measureText(drawableText(String(text)));
}

const REPLACEMENT = '\ufffd';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

// Built with the first text that is not ASCII: most charts have none.
let coverage: readonly Set<number>[] | undefined;

/**
 * The text with U+FFFD for each character that our fonts lack.
 *
 * The canvas would take such characters from fonts that are installed on the machine, even with the system's fonts
 * turned off, and the same chart would differ between machines.
 */
export function drawableText(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  const characters = graphemes.segment(text.normalize('NFC'));
  return Array.from(characters, ({ segment }) => drawableCharacter(segment)).join('');
}

function drawableCharacter(character: string): string {
  const visible = character.replace(/\p{Default_Ignorable_Code_Point}/gu, '').replace(/\p{Cc}/gu, ' ');
  return isDrawable(visible) ? visible : REPLACEMENT;
}

/** Whether one font has all code points of a character: text is shaped font by font, accents with their letters. */
function isDrawable(character: string): boolean {
  coverage ??= Object.values(FONT_CHARACTERS).map(codePointsIn);
  const codePoints = Array.from(character, (part) => part.codePointAt(0) ?? 0);
  return coverage.some((covered) => codePoints.every((codePoint) => covered.has(codePoint)));
}

/** The code points of ranges such as `20-7e a0`. */
export function codePointsIn(ranges: string): Set<number> {
  const codePoints = new Set<number>();
  for (const range of ranges.split(' ')) {
    const [start = NaN, end = start] = range.split('-').map((hex) => Number.parseInt(hex, 16));
    for (let code = start; code <= end; code += 1) codePoints.add(code);
  }
  return codePoints;
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
  const style = /^(?:[\w-]+ +)*\d+(?:\.\d+)?px/.exec(font)?.[0];
  return style === undefined ? undefined : `${style} ${FONT_FAMILY}`;
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
