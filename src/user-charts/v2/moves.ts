import { type JsonObject, type JsonValue, isObject } from '../json.js';

/** What the parts of a translation share. */
export interface Translation {
  /** Tells of an option that Chart.js 4 has nothing for, by its path. */
  readonly leave: (path: string) => void;
  /** The id that an axis has now; an id that no axis had is kept. */
  readonly axisId: (id: string) => string;
}

type Moved = readonly (readonly [path: string, value: JsonValue])[];

/** Where a property goes: to a path, or to the paths that its value leads to. */
export type Move = string | ((value: JsonValue) => Moved);

/** Properties of Chart.js 2 by their paths, and where they are in Chart.js 4. */
export type Moves = ReadonlyMap<string, Move>;

/**
 * Moves properties to their new places.
 *
 * @param leave - is told the path of each property that the moves do not name: nothing is dropped silently
 */
export function moveAll(
  from: JsonObject,
  to: JsonObject,
  moves: Moves,
  leave: (path: string) => void,
  at = '',
): void {
  for (const [name, value] of Object.entries(from)) {
    const path = at === '' ? name : `${at}.${name}`;
    const move = moves.get(path);
    if (typeof move === 'string') put(to, move, value);
    else if (move !== undefined) for (const [target, moved] of move(value)) put(to, target, moved);
    else if (isObject(value) && leadsOn(moves, path)) moveAll(value, to, moves, leave, path);
    else leave(path);
  }
}

function leadsOn(moves: Moves, path: string): boolean {
  for (const known of moves.keys()) if (known.startsWith(`${path}.`)) return true;
  return false;
}

/** Puts a value at a path; what is there already stays, beside it where both are objects. */
export function put(target: JsonObject, path: string, value: JsonValue): void {
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

/** Moves of properties that keep their names: from `ticks.display` to `ticks.display`. */
export function kept(place: string, names: readonly string[], target = place): [string, Move][] {
  return names.map((name) => [`${place}.${name}`, `${target}.${name}`]);
}

/** Moves of the five properties of a text; its colour stands beside its font. */
export function fontMoves(place: string, target = place): [string, Move][] {
  return [
    [`${place}.fontColor`, `${target}.color`],
    [`${place}.fontSize`, `${target}.font.size`],
    [`${place}.fontFamily`, `${target}.font.family`],
    [`${place}.lineHeight`, `${target}.font.lineHeight`],
    [`${place}.fontStyle`, (style) => fontStyle(style, `${target}.font`)],
  ];
}

/** `bold italic` was one word of CSS for two properties. */
function fontStyle(style: JsonValue, target: string): Moved {
  const words = typeof style === 'string' ? style.split(' ') : [];
  const slant = words.find((word) => /^(?:italic|oblique)$/.test(word));
  const weight = words.find((word) => /^(?:bold|bolder|lighter|normal|[1-9]00)$/.test(word));
  return [
    ...(slant === undefined ? [] : [[`${target}.style`, slant] as const]),
    ...(weight === undefined ? [] : [[`${target}.weight`, weight] as const]),
  ];
}
