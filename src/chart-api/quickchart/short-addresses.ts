import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Inject, Injectable } from '@nestjs/common';
import { InvalidInputError } from '../../platform/errors.js';
import { type AddressedRequest, type SubPaths, baseHref } from '../../platform/http/sub-paths.js';
import { SETTINGS } from '../../platform/settings/read-settings.js';
import type { ChartApiSettings } from '../chart-api.settings.js';
import { refusal } from '../../platform/validation/expected.js';
import { Pictures } from '../../rendering/pictures.service.js';
import { subPathsOf } from '../addresses.js';
import { AddressTooLongError, NoSuchChartError } from '../chart-api.errors.js';
import type { ChartFields, ChartQuestion } from './chart.request.js';
import { readChart } from './read-chart.js';

// A DNS name, an IPv4 address or one of IPv6 in brackets, and a port: nothing that could name another path or user.
const HOST = /^([A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|\[[0-9a-fA-F:.]{2,45}\])(:\d{1,5})?$/;

/**
 * The address that the service's routes hang on, as its caller sees it, with a slash at the end.
 *
 * Proxies tell what they changed in `X-Forwarded-Proto`, `X-Forwarded-Host` and `X-Forwarded-Prefix`. A caller who
 * makes them up gets an answer that leads elsewhere, and is the only one who does: the answer is kept nowhere.
 *
 * @throws InvalidInputError when no header names a host
 */
export function publicAddress(request: AddressedRequest, subPaths: SubPaths): string {
  const { headers } = request;
  const scheme = firstOf(headers, 'x-forwarded-proto') === 'https' ? 'https' : 'http';
  const base = baseHref(request, subPaths);
  // Where nothing tells the prefix, the base is relative: for an address to be given away that is the root.
  return `${scheme}://${hostOf(headers)}${base.startsWith('/') ? base : '/'}`;
}

function hostOf(headers: IncomingHttpHeaders): string {
  const forwarded = firstOf(headers, 'x-forwarded-host');
  if (forwarded !== undefined && HOST.test(forwarded)) return forwarded;
  if (headers.host !== undefined && HOST.test(headers.host)) return headers.host;
  throw InvalidInputError.of('Host', refusal('Host', 'a host name, with or without a port', headers.host));
}

/** The value of the proxy nearest to the caller: each adds its own behind those before it. */
function firstOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value.split(',')[0]?.trim() : undefined;
}

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

/** What proxies take: nginx and Apache have 8 KiB for the request line, of which some is left for their own changes. */
export const LONGEST_ADDRESS = 8_000;

/** Addresses that hold their chart. */
@Injectable()
export class ShortAddresses {
  constructor(
    private readonly pictures: Pictures,
    @Inject(SETTINGS) private readonly settings: ChartApiSettings,
  ) {}

  /**
   * @throws RenderQueueFullError when there is too much to do
   * @throws InvalidInputError when a field cannot be used
   * @throws ChartRefusedError when the specification cannot be
   * @throws AddressTooLongError when the chart does not fit into an address
   */
  create(request: AddressedRequest, fields: () => ChartFields): string {
    this.pictures.refuseWhenFull();
    const { question } = readChart(fields(), this.settings);
    const address = `${publicAddress(request, subPathsOf(this.settings))}chart/render/${chartIdOf(question)}`;
    if (address.length > LONGEST_ADDRESS) throw new AddressTooLongError(address.length, LONGEST_ADDRESS);
    return address;
  }

  /**
   * What the chart of an address was asked with.
   *
   * @param name - the id, with or without the ending of a format, which wins over the format in the id
   * @throws NoSuchChartError when the address holds none
   */
  fieldsOf(name: string): ChartFields {
    const [id = '', format, ...more] = name.split('.');
    const fields = fieldsOfChartId(more.length === 0 ? id : name, this.settings.CHART_MAX_BYTES);
    return format === undefined ? fields : { ...fields, format };
  }
}
