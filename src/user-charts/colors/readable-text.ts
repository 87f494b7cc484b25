import type { JsonValue } from '../json.js';
import { type Rgba, parseColor } from './css-color.js';

const WHITE = '#fff';
const DARK = '#202124';

/** On lighter colours, white text would have a contrast below 2.6:1. */
const MAX_LUMINANCE_WITH_WHITE = 0.35;

/** White, or dark on light colours: a colour for text on a colour, or on each of an array of them. */
export function readableOn(background: JsonValue | undefined): JsonValue {
  if (Array.isArray(background)) return background.map(readableOn);
  const color = typeof background === 'string' ? parseColor(background) : undefined;
  const isLight = color !== undefined && color.alpha > 0.5 && luminanceOf(color) > MAX_LUMINANCE_WITH_WHITE;
  return isLight ? DARK : WHITE;
}

/** Relative luminance, from 0 to 1. @see Web Content Accessibility Guidelines 2.2, "relative luminance" */
function luminanceOf({ red, green, blue }: Rgba): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
