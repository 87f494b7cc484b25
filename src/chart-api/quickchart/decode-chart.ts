import type { JsonValue } from '../../chart-spec/user-chart/user-chart.js';
import { InvalidInputError } from '../../platform/errors/catalogue.js';
import { refusal } from '../../platform/errors/expected.js';
import type { ChartQuestion } from './chart-question.js';

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The specification in a question, taken out of its encoding.
 *
 * Base64 is taken in both alphabets, whichever was named: clients mix them up.
 *
 * @throws InvalidInputError when it is not what its encoding says
 */
export function decodeChart({
  chart,
  encoding,
}: Pick<ChartQuestion, 'chart' | 'encoding'>): string | JsonValue {
  if (encoding === 'url') return chart;
  if (typeof chart !== 'string') throw notEncoded(encoding, 'an object');
  // A plus sign that is not escaped reaches a server as a space; no alphabet of base64 has one.
  const text = chart.replaceAll(' ', '+').replace(/[\r\n]/g, '');
  if (!BASE64.test(text)) throw notEncoded(encoding, chart);
  try {
    return utf8.decode(Buffer.from(text, 'base64'));
  } catch {
    throw notEncoded(encoding, chart);
  }
}

function notEncoded(encoding: string, received: unknown): InvalidInputError {
  const sentence = refusal('chart', `text in UTF-8, encoded in ${encoding}`, received);
  return new InvalidInputError([{ field: 'chart', sentence }]);
}
