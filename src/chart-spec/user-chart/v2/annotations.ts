import { isObject, type JsonObject, type JsonValue, objectOr } from '../json.js';
import type { Translation } from './translation.js';
import { fontMoves, kept, type Move, moveAll, type Moves } from './move.js';

const STYLE = ['borderColor', 'borderWidth', 'borderDash', 'borderDashOffset', 'backgroundColor', 'drawTime'];

/** Where a label stood along its line, and where that is now. */
const LABEL_POSITIONS = new Map<JsonValue, string>([
  ['left', 'start'],
  ['top', 'start'],
  ['right', 'end'],
  ['bottom', 'end'],
  ['center', 'center'],
]);

const ANNOTATION_MOVES: Moves = new Map<string, Move>([
  ...['type', 'value', 'endValue', 'xMin', 'xMax', 'yMin', 'yMax', ...STYLE].map(
    (name) => [name, name] as const,
  ),
  // The names of its axes, its own one and the direction are read beside the moves.
  ...['scaleID', 'xScaleID', 'yScaleID', 'id', 'mode'].map((name): [string, Move] => [name, () => []]),
  ['label.enabled', 'label.display'],
  ...kept('label', ['content', 'backgroundColor', 'cornerRadius', 'xAdjust', 'yAdjust', 'rotation']),
  ['label.cornerRadius', 'label.borderRadius'],
  ['label.xPadding', 'label.padding.x'],
  ['label.yPadding', 'label.padding.y'],
  ['label.position', (position) => [['label.position', LABEL_POSITIONS.get(position) ?? 'center']]],
  ...fontMoves('label'),
]);

/**
 * Annotations of the plugin's version 0.5, as version 3 has them.
 *
 * @see the README of chartjs-plugin-annotation 0.5.7
 */
export function translateAnnotations(
  annotation: JsonValue,
  path: string,
  translation: Translation,
): JsonObject {
  const { annotations, drawTime, ...others } = objectOr(annotation);
  for (const name of Object.keys(others)) {
    // They are about clicks.
    if (name !== 'events' && name !== 'dblClickSpeed') translation.leave(`${path}.${name}`);
  }
  const given = Array.isArray(annotations) ? annotations : Object.values(objectOr(annotations));
  return {
    ...(drawTime !== undefined && { common: { drawTime } }),
    annotations: given.filter(isObject).map((one, index) => {
      return translateOne(one, `${path}.annotations.${index}`, translation);
    }),
  };
}

function translateOne(annotation: JsonObject, path: string, { axisId, leave }: Translation): JsonObject {
  const translated: JsonObject = {};
  moveAll(annotation, translated, ANNOTATION_MOVES, (left) => leave(`${path}.${left}`));
  for (const name of ['scaleID', 'xScaleID', 'yScaleID'] as const) {
    const id = annotation[name];
    if (typeof id === 'string') translated[name] = axisId(id);
  }
  // A line without an axis of its own stood on the first one of its direction.
  if (annotation['type'] === 'line' && annotation['scaleID'] === undefined) {
    translated['scaleID'] = annotation['mode'] === 'vertical' ? 'x' : 'y';
  }
  return translated;
}
