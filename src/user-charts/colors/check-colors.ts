import { type JsonObject, type JsonValue, isObject, shown } from '../json.js';
import { parseColor } from './css-color.js';

/** Names of properties that are colours: `color`, `borderColor`, `pointBackgroundColor`. A picture shows none of hovering. */
const COLOR_NAME = /(?:^color|Color)$/;
const HOVER_NAME = /hover/i;

/**
 * Warns of values of colour properties that are no colours: the canvas ignores them and draws with the colour that it
 * used before, usually black.
 *
 * Values that are neither texts nor numbers are something else than a colour, such as a gradient.
 *
 * @param warn - receives a sentence with the path of each such value
 */
export function warnOfColors(options: JsonObject, path: string, warn: (sentence: string) => void): void {
  const known = new Map<JsonValue, boolean>();
  const isColor = (value: string | number): boolean => {
    const isKnown = known.get(value) ?? parseColor(String(value)) !== undefined;
    known.set(value, isKnown);
    return isKnown;
  };
  const check = (value: JsonValue, here: string, isColorProperty: boolean): void => {
    if (isObject(value)) {
      if ('$gradient' in value) checkGradient(value['$gradient'], here);
      else checkInside(value, here);
    } else if (Array.isArray(value))
      value.forEach((item, index) => check(item, `${here}.${index}`, isColorProperty));
    else if (isColorProperty && (typeof value === 'number' || typeof value === 'string') && value !== '') {
      if (!isColor(value)) warn(`${here} is not a colour: ${shown(value)}`);
    }
  };
  const checkGradient = (gradient: JsonValue | undefined, here: string): void => {
    if (isObject(gradient) && Array.isArray(gradient['colors']))
      check(gradient['colors'], `${here}.colors`, true);
  };
  const checkInside = (object: JsonObject, here: string): void => {
    for (const [name, value] of Object.entries(object)) {
      if (!HOVER_NAME.test(name)) check(value, `${here}.${name}`, COLOR_NAME.test(name));
    }
  };
  checkInside(options, path);
}
