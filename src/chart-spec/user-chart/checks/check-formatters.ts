import { FORMATTER_NAMES } from '../../formatters/named-formats.js';
import { FORMATTER_PLACES, replaceAt } from '../../formatters/places.js';
import { isFormatterName } from '../../formatters.js';
import { isObject, type JsonObject, type JsonValue } from '../json.js';
import { unexpected } from './expected.js';

/**
 * Holds what stands in place of a function to the names of formatters.
 *
 * @throws ChartRefusal with the path of what is wrong
 */
export function checkFormatters(config: object): void {
  const check = (value: unknown, path: string): unknown => {
    if (isFormatterName(value)) return value;
    throw unexpected(path, `one of ${FORMATTER_NAMES.join(', ')}`, value as JsonValue);
  };
  for (const place of FORMATTER_PLACES) replaceAt(config, place, check);
}

/** Options that Chart.js and its plugins call: as data they do nothing, or leave a label empty. */
const CALLED: ReadonlySet<string> = new Set([
  ...['onHover', 'onLeave', 'onClick', 'onResize', 'onProgress', 'onComplete'],
  ...['generateLabels', 'filter', 'sort', 'itemSort', 'callbacks', 'external', 'listeners'],
]);

/**
 * The options without those that take a function alone, and a sentence for each of these.
 *
 * A `callback` away from the ticks of an axis is one of them: the labels around a radar chart would be empty.
 */
export function withoutCalled(
  options: JsonObject,
  path: string,
  warn: (sentence: string) => void,
): JsonObject {
  const kept: JsonObject = {};
  for (const [name, value] of Object.entries(options)) {
    const here = `${path}.${name}`;
    const isCalled = CALLED.has(name) || (name === 'callback' && !path.endsWith('.ticks'));
    if (isCalled) warn(`${here} takes a function alone: it is left out`);
    else kept[name] = isObject(value) ? withoutCalled(value, here, warn) : value;
  }
  return kept;
}
