import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Chart } from 'chart.js';
import type { FontParts, ShownText } from '../../../chart-spec/plugin-options.js';

/** What a chart is drawn on. */
export type Context = SKRSContext2D;

export function contextOf(chart: Chart): Context {
  return (chart as unknown as { readonly ctx: Context }).ctx;
}

/** A font for the canvas, and the height of its lines. */
export interface TextFont {
  readonly css: string;
  readonly sizePx: number;
  readonly lineHeightPx: number;
}

const DEFAULT_LINE_HEIGHT = 1.2;

/** @param defaults - for the parts that a font does not have */
export function textFont(font: FontParts, defaults: FontParts & { readonly size: number }): TextFont {
  const { size: sizePx, family = 'sans-serif', weight, style, lineHeight } = { ...defaults, ...font };
  const css = [style, weight, `${sizePx}px`, family].filter(
    (part) => part !== undefined && part !== null && part !== '',
  );
  return { css: css.join(' '), sizePx, lineHeightPx: lineHeightOf(lineHeight, sizePx) };
}

/** A line height as a multiple of the size, or as a text such as `20px` or `120%`. */
function lineHeightOf(lineHeight: number | string | undefined, sizePx: number): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(px|em|%)?$/.exec(String(lineHeight)) ?? [];
  if (number === undefined) return DEFAULT_LINE_HEIGHT * sizePx;
  if (unit === 'px') return Number(number);
  return unit === '%' ? (Number(number) * sizePx) / 100 : Number(number) * sizePx;
}

/** The same font in another size. */
export function resized(font: FontParts, sizePx: number): FontParts {
  return { ...font, size: sizePx, lineHeight: DEFAULT_LINE_HEIGHT };
}

export function widthOf(context: Context, text: string, { css }: TextFont): number {
  context.font = css;
  return context.measureText(text).width;
}

// A label is read at a glance; measuring a longer one would only cost time.
const MAX_TEXT_LENGTH = 500;

/** A text as it is shown: itself, or what a function returns; empty for nothing. */
export function shownText(text: ShownText | undefined, about: unknown): string {
  const shown: unknown = typeof text === 'function' ? text(about) : text;
  const lines = (Array.isArray(shown) ? shown : [shown]).map((line) =>
    isPrintable(line) ? String(line) : '',
  );
  return lines.join('\n').slice(0, MAX_TEXT_LENGTH);
}

function isPrintable(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Text in lines as wide as `maxWidthPx`, broken at spaces. */
export function wrapped(context: Context, text: string, font: TextFont, maxWidthPx: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(context, `${last} ${word}`, font) <= maxWidthPx)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
