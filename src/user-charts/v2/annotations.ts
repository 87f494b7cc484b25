import { type JsonObject, type JsonValue, isObject, objectOr } from '../json.js';
import { numberOf } from '../../chart-spec/lenient.js';
import { type NewPath, type PathMap, type Translation, fontPaths, mapPaths, sameNames } from './options.js';

const STYLE_NAMES = [
  'borderColor',
  'borderWidth',
  'borderDash',
  'borderDashOffset',
  'backgroundColor',
  'drawTime',
];

/** Positions of a label along its line. */
const LABEL_POSITIONS = new Map<JsonValue, string>([
  ['left', 'start'],
  ['top', 'start'],
  ['right', 'end'],
  ['bottom', 'end'],
  ['center', 'center'],
]);

const ANNOTATION_PATHS: PathMap = new Map<string, NewPath>([
  ...['type', 'value', 'endValue', 'xMin', 'xMax', 'yMin', 'yMax', ...STYLE_NAMES].map(
    (name) => [name, name] as const,
  ),
  // `translateAnnotation` handles these.
  ...['scaleID', 'xScaleID', 'yScaleID', 'id', 'mode'].map((name): [string, NewPath] => [name, () => []]),
  ['label.enabled', 'label.display'],
  ...sameNames('label', ['content', 'backgroundColor', 'cornerRadius', 'xAdjust', 'yAdjust', 'rotation']),
  ['label.cornerRadius', 'label.borderRadius'],
  ['label.xPadding', 'label.padding.x'],
  ['label.yPadding', 'label.padding.y'],
  ['label.position', (position) => [['label.position', LABEL_POSITIONS.get(position) ?? 'center']]],
  ...fontPaths('label'),
]);

/**
 * Translates annotations for version 0.5 of the plugin to version 3.
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
    // Options for clicks.
    if (name !== 'events' && name !== 'dblClickSpeed') translation.reportUntranslated(`${path}.${name}`);
  }
  const given = Array.isArray(annotations) ? annotations : Object.values(objectOr(annotations));
  return {
    ...(drawTime !== undefined && { common: { drawTime } }),
    annotations: given.filter(isObject).map((one, index) => {
      return translateAnnotation(one, `${path}.annotations.${index}`, translation);
    }),
  };
}

function translateAnnotation(
  annotation: JsonObject,
  path: string,
  { axisId, reportUntranslated }: Translation,
): JsonObject {
  const translated: JsonObject = {};
  mapPaths(annotation, translated, ANNOTATION_PATHS, (name) => reportUntranslated(`${path}.${name}`));
  for (const name of ['scaleID', 'xScaleID', 'yScaleID'] as const) {
    const id = annotation[name];
    if (typeof id === 'string') translated[name] = axisId(id);
  }
  // A line without an axis belonged to the first one of its direction.
  if (annotation['type'] === 'line' && annotation['scaleID'] === undefined) {
    translated['scaleID'] = annotation['mode'] === 'vertical' ? 'x' : 'y';
  }
  return translated;
}

/** Charts whose points are placed by their labels. */
const LABELLED_TYPES = new Set(['bar', 'line']);

/** Positions of an annotation, and the property with the id of their axis. */
const POSITIONS = [
  ['value', 'scaleID', undefined],
  ['endValue', 'scaleID', undefined],
  ['xMin', 'xScaleID', 'x'],
  ['xMax', 'xScaleID', 'x'],
  ['yMin', 'yScaleID', 'y'],
  ['yMax', 'yScaleID', 'y'],
] as const;

/**
 * Replaces positions of annotations that are labels by the indices of the labels, in translated options.
 *
 * Chart.js 2 looked each position on a category axis up among the labels, numbers too; Chart.js 4 takes a number as an
 * index.
 */
export function placeAnnotations(options: JsonObject, type: string, chartLabels: readonly JsonValue[]): void {
  const { annotations } = objectOr(objectOr(options['plugins'])['annotation']);
  if (!Array.isArray(annotations) || !LABELLED_TYPES.has(type)) return;
  for (const annotation of annotations.filter(isObject)) {
    for (const [name, idName, defaultId] of POSITIONS) {
      const position = annotation[name];
      const labels = labelsOf(annotation[idName] ?? defaultId, options);
      if (position === undefined || labels === 'none') continue;
      annotation[name] = placeOf(position, labels.length === 0 ? chartLabels : labels);
    }
  }
}

/** The labels of a category axis; an empty array for those of the chart. */
function labelsOf(id: JsonValue | undefined, options: JsonObject): readonly JsonValue[] | 'none' {
  if (typeof id !== 'string' || !id.startsWith(options['indexAxis'] === 'y' ? 'y' : 'x')) return 'none';
  const { type = 'category', labels } = objectOr(objectOr(options['scales'])[id]);
  if (type !== 'category') return 'none';
  return Array.isArray(labels) ? labels : [];
}

function placeOf(position: JsonValue, labels: readonly JsonValue[]): JsonValue {
  const index = labels.indexOf(position);
  if (index >= 0) return index;
  return numberOf(position) ?? position;
}
