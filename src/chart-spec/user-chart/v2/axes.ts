import { isObject, type JsonObject, type JsonValue, objectOr } from '../json.js';
import { unexpected } from '../checks/expected.js';
import { AXIS_MOVES } from './axis-moves.js';
import { moveAll, put } from './move.js';

/** Options of bars that stood on their axis. */
const BAR_OPTIONS = [
  'barPercentage',
  'categoryPercentage',
  'barThickness',
  'maxBarThickness',
  'minBarLength',
];

/** An axis of Chart.js 2 with its direction and its new id. */
export interface OldAxis {
  readonly id: string;
  readonly letter: 'x' | 'y';
  readonly path: string;
  readonly options: JsonObject;
}

/**
 * The axes of a chart of Chart.js 2, the first of each direction named by its letter alone.
 *
 * @throws ChartRefusal when one is no object
 */
export function axesOf(scales: JsonObject): OldAxis[] {
  return (['x', 'y'] as const).flatMap((letter) => {
    const given = scales[`${letter}Axes`];
    if (given === undefined || given === null) return [];
    // Without its brackets a single axis is clear enough.
    const list = Array.isArray(given) ? given : [given];
    return list.map((options, index): OldAxis => {
      const path = `options.scales.${letter}Axes.${index}`;
      if (!isObject(options)) throw unexpected(path, 'an object', options);
      return { id: index === 0 ? letter : `${letter}${index}`, letter, path, options };
    });
  });
}

/** Which new id each old one has, its own name or the one that Chart.js 2 gave it. */
export function axisIds(axes: readonly OldAxis[]): Map<string, string> {
  const ids = new Map([
    ['x-axis-0', 'x'],
    ['y-axis-0', 'y'],
    ['x-axis-1', 'x'],
    ['y-axis-1', 'y'],
  ]);
  for (const letter of ['x', 'y']) {
    const ofLetter = axes.filter((axis) => axis.letter === letter);
    // Counted from 0 or, as some versions did, from 1: what is there wins.
    for (const [index, axis] of ofLetter.entries()) ids.set(`${letter}-axis-${index}`, axis.id);
  }
  for (const { id, options } of axes) if (typeof options['id'] === 'string') ids.set(options['id'], id);
  return ids;
}

/** One axis as Chart.js 4 has it. */
export function translateAxis(axis: OldAxis, leave: (path: string) => void): JsonObject {
  const { id: _id, ...options } = axis.options;
  const translated: JsonObject = {};
  const bars = new Set(BAR_OPTIONS);
  const others = Object.fromEntries(Object.entries(options).filter(([name]) => !bars.has(name)));
  moveAll(others, translated, AXIS_MOVES, (path) => leave(`${axis.path}.${path}`));
  return translated;
}

/** The options of bars that stood on their axes, where they are now. */
export function moveBarOptions(axes: readonly OldAxis[], options: JsonObject): void {
  for (const axis of axes) {
    for (const name of BAR_OPTIONS) {
      const value: JsonValue | undefined = objectOr(axis.options)[name];
      if (value !== undefined) put(options, `datasets.bar.${name}`, value);
    }
  }
}
