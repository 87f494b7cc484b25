import { readFileSync } from 'node:fs';
import type { SKRSContext2D } from '@napi-rs/canvas';
import { FONT_FAMILY, FONT_FILES } from './fonts.js';
import { woff2CodePoints } from './woff2-code-points.js';

/** The font of a context as it is set by whoever redefined it last. */
export function fontOf(context: SKRSContext2D): { get: () => string; set: (font: string) => void } {
  let owner: object = context;
  while (!Object.hasOwn(owner, 'font')) owner = Object.getPrototypeOf(owner) as object;
  const { get, set } = Object.getOwnPropertyDescriptor(owner, 'font') as Required<PropertyDescriptor>;
  return { get: () => get.call(context) as string, set: (font) => set.call(context, font) };
}

type Metrics = ReturnType<SKRSContext2D['measureText']>;

// Labels come again from picture to picture, numbers do not: about what some hundred charts measure.
const MAX_REMEMBERED = 4096;
const LONGEST_REMEMBERED = 64;

const widths = new Map<string, number>();

/**
 * Spares a context what it was told or asked before: Chart.js sets the font some sixty times for a chart that
 * draws twenty texts, and measures each label anew in every picture. Each time the canvas reads the font's CSS
 * or shapes the text again.
 */
export function rememberText(context: SKRSContext2D): void {
  const setFont = rememberFont(context);
  const fillText = context.fillText.bind(context);
  const strokeText = context.strokeText.bind(context);
  const measureText = context.measureText.bind(context);
  const measure = (text: string) => {
    setFont();
    return measureText(text);
  };
  context.fillText = (...text) => {
    setFont();
    fillText(...text);
  };
  context.strokeText = (...text) => {
    setFont();
    strokeText(...text);
  };
  context.measureText = (text) => {
    if (text.length > LONGEST_REMEMBERED) return measure(text);
    const key = `${context.font}\n${text}`;
    const width = widths.get(key) ?? remember(key, measure(text).width);
    return metricsOf(width, () => measure(text));
  };
}

/**
 * Lets a font be set without telling the canvas.
 *
 * @returns tells it, before something is done with the font
 */
function rememberFont(context: SKRSContext2D): () => void {
  const font = fontOf(context);
  const save = context.save.bind(context);
  const restore = context.restore.bind(context);
  const saved: { wanted: string; told: string }[] = [];
  let wanted = font.get();
  let told = wanted;

  Object.defineProperty(context, 'font', {
    configurable: true,
    get: () => wanted,
    set: (value: string) => void (wanted = value),
  });
  context.save = () => {
    saved.push({ wanted, told });
    save();
  };
  context.restore = () => {
    ({ wanted, told } = saved.pop() ?? { wanted, told });
    restore();
  };
  return () => {
    if (told !== wanted) font.set(wanted);
    told = wanted;
  };
}

function remember(key: string, width: number): number {
  if (widths.size >= MAX_REMEMBERED) widths.clear();
  widths.set(key, width);
  return width;
}

/** Metrics whose width is known; whatever else is asked for, which is seldom, is measured. */
function metricsOf(width: number, measure: () => Metrics): Metrics {
  return new Proxy({ width } as Metrics, {
    get: (known, name: keyof Metrics) => (name === 'width' ? known.width : measure()[name]),
  });
}

const REPLACEMENT = '\ufffd';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

// Read with the first text that is not ASCII: unpacking the Chinese font takes longer than drawing a chart.
let coverage: readonly Set<number>[] | undefined;

/**
 * The text with U+FFFD for each character that our fonts lack.
 *
 * The canvas takes such characters from fonts installed on the machine, even where the system's fonts are
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

/** Whether one font has all of a character: text is shaped font by font, accents with their letters. */
function isDrawable(character: string): boolean {
  coverage ??= FONT_FILES.map(({ path }) => woff2CodePoints(readFileSync(path)));
  const codePoints = Array.from(character, (part) => part.codePointAt(0) ?? 0);
  return coverage.some((covered) => codePoints.every((codePoint) => covered.has(codePoint)));
}

/** Makes a context draw text with our fonts alone, and ignore what the canvas of a browser ignores. */
export function prepareContext(context: SKRSContext2D): void {
  // By default the host's language decides on the forms of some characters.
  context.lang = 'zh-Hans';
  rememberText(context);
  keepToOurCharacters(context);
  keepToOurFamilies(context);
  ignoreImpossibleArcs(context);
  ignoreImpossibleDashes(context);
}

function keepToOurCharacters(context: SKRSContext2D): void {
  const fillText = context.fillText.bind(context);
  const strokeText = context.strokeText.bind(context);
  const measureText = context.measureText.bind(context);
  // Chart.js hands over labels as the data has them: numbers, or none.
  context.fillText = (text: unknown, ...place) => fillText(drawableText(String(text)), ...place);
  context.strokeText = (text: unknown, ...place) => strokeText(drawableText(String(text)), ...place);
  context.measureText = (text: unknown) => measureText(drawableText(String(text)));
}

/** Puts our families in the place of those that a specification names: the machine may have them. */
function keepToOurFamilies(context: SKRSContext2D): void {
  const font = fontOf(context);
  Object.defineProperty(context, 'font', {
    configurable: true,
    get: () => font.get(),
    set: (wanted: string) => {
      const ours = inOurFamilies(wanted);
      if (ours !== undefined) font.set(ours);
    },
  });
}

/** A CSS font in our families; nothing for what is no font, which browsers ignore. */
export function inOurFamilies(font: string): string | undefined {
  const style = /^(?:[\w-]+ +)*\d+(?:\.\d+)?px/.exec(font)?.[0];
  return style === undefined ? undefined : `${style} ${FONT_FAMILY}`;
}

// Skia's `arc` ends the whole process when a number is not finite, as a chart of a few absurd values can make
// them. HTML says to draw nothing then: https://html.spec.whatwg.org/#dom-context-2d-arc
function ignoreImpossibleArcs(context: SKRSContext2D): void {
  const arc = context.arc.bind(context);
  const ellipse = context.ellipse.bind(context);
  context.arc = (x, y, radius, start, end, counterclockwise) => {
    const [a, b, c, d, e] = [x, y, radius, start, end].map(Number) as [
      number,
      number,
      number,
      number,
      number,
    ];
    if (isFinitePath(a, b, c, d, e)) arc(a, b, c, d, e, counterclockwise);
  };
  context.ellipse = (...shape) => {
    const [x, y, radiusX, radiusY, rotation, start, end] = shape;
    if (isFinitePath(x, y, radiusX, radiusY, rotation, start, end)) ellipse(...shape);
  };
}

/** Whether all are finite in the single precision that Skia draws with. */
function isFinitePath(...values: number[]): boolean {
  return values.every((value) => Number.isFinite(Math.fround(value)));
}

// A line without dashes is what browsers draw for dashes of no length.
function ignoreImpossibleDashes(context: SKRSContext2D): void {
  const setLineDash = context.setLineDash.bind(context);
  context.setLineDash = (dashes: unknown) => {
    const lengths = Array.isArray(dashes) ? dashes.map(Number) : [];
    const possible = lengths.every((length) => length >= 0 && length < Infinity);
    setLineDash(possible && lengths.some((length) => length > 0) ? lengths : []);
  };
}
