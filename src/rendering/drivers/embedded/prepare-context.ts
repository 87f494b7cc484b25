import type { SKRSContext2D } from '@napi-rs/canvas';
import { drawableText } from './drawable-text.js';
import { fontOf } from './font-property.js';
import { FONT_FAMILY } from './fonts.js';
import { rememberText } from './remembered-text.js';

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
    if (isDrawable(a, b, c, d, e)) arc(a, b, c, d, e, counterclockwise);
  };
  context.ellipse = (...shape) => {
    const [x, y, radiusX, radiusY, rotation, start, end] = shape;
    if (isDrawable(x, y, radiusX, radiusY, rotation, start, end)) ellipse(...shape);
  };
}

/** Whether all are finite in the single precision that Skia draws with. */
function isDrawable(...values: number[]): boolean {
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
