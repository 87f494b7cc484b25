import { type JsonObject, type JsonValue, isObject, objectOr } from '../json.js';
import { numberOf } from '../../chart-spec/lenient.js';

/** Options with those of another object where they set none. */
export function withDefaults(options: JsonObject, defaults: JsonObject): JsonObject {
  const merged: JsonObject = { ...options };
  for (const [name, value] of Object.entries(defaults)) {
    const given = options[name];
    if (given === undefined) merged[name] = value;
    else if (isObject(given) && isObject(value)) merged[name] = withDefaults(given, value);
  }
  return merged;
}

export function withPlugin(options: JsonObject, name: string, plugin: JsonValue): JsonObject {
  return { ...options, plugins: { ...objectOr(options['plugins']), [name]: plugin } };
}

/** Whether a chart sets options for a plugin, as it was sent. */
export function setsPlugin({ options }: { readonly options: JsonObject }, name: string): boolean {
  return objectOr(options['plugins'])[name] !== undefined;
}

/** A font whose parts are next to other options: `fontSize`, `fontFamily` and `fontStyle`. */
export function fontOf({ fontSize, fontFamily, fontStyle, fontWeight }: JsonObject): JsonObject {
  return defined({ size: numberOf(fontSize), family: fontFamily, style: fontStyle, weight: fontWeight });
}

/** The values of a dataset, which can also have names. */
export function valuesOf({ data }: JsonObject): JsonValue[] {
  return typeof data === 'object' && data !== null ? Object.values(data) : [];
}

/** The entries that have a value. */
export function defined(entries: Record<string, JsonValue | undefined>): JsonObject {
  return Object.fromEntries(
    Object.entries(entries).filter(
      (entry): entry is [string, JsonValue] => entry[1] !== undefined && entry[1] !== null,
    ),
  );
}
