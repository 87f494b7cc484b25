import { type JsonObject, type JsonValue, isObject } from '../json.js';

/** What the parts of a translation share. */
export interface Translation {
  /** Reports the path of an option that has no equivalent in Chart.js 4. */
  readonly reportUntranslated: (path: string) => void;
  /** The new id of an axis; unknown ids are unchanged. */
  readonly axisId: (id: string) => string;
}

type PathValues = readonly (readonly [path: string, value: JsonValue])[];

/** The new path of a property, or a function that turns its value into new paths and values. */
export type NewPath = string | ((value: JsonValue) => PathValues);

/** Paths of properties in Chart.js 2, and their paths in Chart.js 4. */
export type PathMap = ReadonlyMap<string, NewPath>;

/**
 * Copies properties to their new paths.
 *
 * @param reportUnmapped - receives the path of each property that is not in the map: nothing is dropped silently
 */
export function mapPaths(
  from: JsonObject,
  to: JsonObject,
  paths: PathMap,
  reportUnmapped: (path: string) => void,
  parentPath = '',
): void {
  for (const [name, value] of Object.entries(from)) {
    const path = parentPath === '' ? name : `${parentPath}.${name}`;
    const newPath = paths.get(path);
    if (typeof newPath === 'string') setAt(to, newPath, value);
    else if (newPath !== undefined) for (const [target, mapped] of newPath(value)) setAt(to, target, mapped);
    else if (isObject(value) && hasPathsUnder(paths, path)) mapPaths(value, to, paths, reportUnmapped, path);
    else reportUnmapped(path);
  }
}

function hasPathsUnder(paths: PathMap, path: string): boolean {
  for (const known of paths.keys()) if (known.startsWith(`${path}.`)) return true;
  return false;
}

/** Sets the value at a path; if the old and the new value are objects, they are merged. */
export function setAt(target: JsonObject, path: string, value: JsonValue): void {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let holder = target;
  for (const name of names) {
    const next = holder[name];
    holder = isObject(next) ? next : (holder[name] = {});
  }
  const before = holder[last];
  holder[last] = isObject(before) && isObject(value) ? { ...before, ...value } : value;
}

/** Properties under a path that keep their names: from `title.text` to `plugins.title.text`. */
export function sameNames(path: string, names: readonly string[], newPath = path): [string, NewPath][] {
  return names.map((name) => [`${path}.${name}`, `${newPath}.${name}`]);
}

/** The five font properties of a text; its colour is now next to its font. */
export function fontPaths(path: string, newPath = path): [string, NewPath][] {
  return [
    [`${path}.fontColor`, `${newPath}.color`],
    [`${path}.fontSize`, `${newPath}.font.size`],
    [`${path}.fontFamily`, `${newPath}.font.family`],
    [`${path}.lineHeight`, `${newPath}.font.lineHeight`],
    [`${path}.fontStyle`, (style) => fontStyle(style, `${newPath}.font`)],
  ];
}

/** Splits a CSS font style such as `bold italic` into weight and style. */
function fontStyle(style: JsonValue, newPath: string): PathValues {
  const words = typeof style === 'string' ? style.split(' ') : [];
  const slant = words.find((word) => /^(?:italic|oblique)$/.test(word));
  const weight = words.find((word) => /^(?:bold|bolder|lighter|normal|[1-9]00)$/.test(word));
  return [
    ...(slant === undefined ? [] : [[`${newPath}.style`, slant] as const]),
    ...(weight === undefined ? [] : [[`${newPath}.weight`, weight] as const]),
  ];
}
