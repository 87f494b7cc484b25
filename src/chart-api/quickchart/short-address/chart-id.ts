import { hash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ChartFields } from '../chart-fields.js';
import type { ChartQuestion } from '../chart-question.js';
import { NoSuchChartError } from '../quickchart.errors.js';

/**
 * The name of a chart in a short address: the chart itself, so that every replica knows it, and none has to
 * remember it.
 *
 * base64url of: one byte for the version of this form, four bytes of SHA-256 over the rest, and a JSON array in raw
 * deflate. The checksum tells an address that was cut or mistyped; it keeps nothing secret.
 */
const VERSION = 1;
const CHECKSUM_BYTES = 4;
const HEADER_BYTES = 1 + CHECKSUM_BYTES;

/** The id of a chart; the same for charts that are written differently in JSON alone. */
export function chartIdOf(question: ChartQuestion): string {
  const { chart, width, height, format, backgroundColor, devicePixelRatio, version } = question;
  const content = [canonical(chart), width, height, format, backgroundColor, devicePixelRatio, version];
  const packed = deflateRawSync(JSON.stringify(content), { level: 9 });
  return Buffer.concat([Buffer.of(VERSION), checksumOf(packed), packed]).toString('base64url');
}

/**
 * What a chart was asked with, from its id; still to be read like any other question.
 *
 * @param maxBytes - what may come out of it, however little it was
 * @throws NoSuchChartError when it is no id
 */
export function fieldsOfChartId(id: string, maxBytes: number): ChartFields {
  const content = contentOf(id, maxBytes);
  if (!Array.isArray(content)) throw new NoSuchChartError('The address holds no chart');
  const [chart, width, height, format, backgroundColor, devicePixelRatio, version] = content as unknown[];
  return { chart, width, height, format, backgroundColor, devicePixelRatio, version, encoding: undefined };
}

/** Text that is JSON as the value that it stands for: spaces and quotes make no other chart. */
function canonical(chart: ChartQuestion['chart']): unknown {
  if (typeof chart !== 'string') return chart;
  try {
    return JSON.parse(chart);
  } catch {
    return chart.trim();
  }
}

function contentOf(id: string, maxBytes: number): unknown {
  const bytes = /^[\w-]+$/.test(id) ? Buffer.from(id, 'base64url') : Buffer.alloc(0);
  const packed = bytes.subarray(HEADER_BYTES);
  const isWhole = bytes[0] === VERSION && checksumOf(packed).equals(bytes.subarray(1, HEADER_BYTES));
  if (!isWhole) {
    throw new NoSuchChartError(
      'The address is not one that /chart/create gave: some of it is missing or changed',
    );
  }
  try {
    return JSON.parse(inflateRawSync(packed, { maxOutputLength: maxBytes }).toString());
  } catch {
    throw new NoSuchChartError(`The address holds no chart, or one of more than ${maxBytes} bytes`);
  }
}

function checksumOf(packed: Uint8Array): Buffer {
  return hash('sha256', packed, 'buffer').subarray(0, CHECKSUM_BYTES);
}
