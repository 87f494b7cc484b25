import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Inject, Injectable } from '@nestjs/common';
import { InvalidInputError } from '../../platform/errors.js';
import { type AddressedRequest, SUB_PATHS, type SubPaths, baseHref } from '../../platform/http/sub-paths.js';
import { SETTINGS } from '../../platform/settings/read-settings.js';
import { refusal } from '../../platform/validation.js';
import { Pictures } from '../../rendering/pictures.service.js';
import { AddressTooLongError, NoSuchChartError } from '../chart-api.errors.js';
import type { ChartApiSettings } from '../chart-api.settings.js';
import { type TemplateValues, isTemplateName } from '../../user-charts/user-chart.js';
import { valuesIn } from './address-text.js';
import type { ChartReading } from './chart-readings.js';
import { type ChartFields, type ChartParameters, chartFieldsOf } from './chart-request.schema.js';
import { readChart } from './read-chart.js';

// A DNS name, an IPv4 address or an IPv6 address in brackets, and a port: nothing that adds a path or a user.
const HOST = /^([A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|\[[0-9a-fA-F:.]{2,45}\])(:\d{1,5})?$/;

/**
 * The base address of the service's routes as the caller sees it, with a trailing slash.
 *
 * Proxies report what they changed in `X-Forwarded-Proto`, `X-Forwarded-Host` and `X-Forwarded-Prefix`. A caller that
 * forges them gets an address that leads elsewhere, and no one else does: the answer is not cached.
 *
 * @throws InvalidInputError when no header names a host
 */
export function publicAddress(request: AddressedRequest, subPaths: SubPaths): string {
  const { headers } = request;
  const scheme = firstOf(headers, 'x-forwarded-proto') === 'https' ? 'https' : 'http';
  const base = baseHref(request, subPaths);
  // With an unknown prefix the base is relative; an absolute address then starts at the root.
  return `${scheme}://${hostOf(headers)}${base.startsWith('/') ? base : '/'}`;
}

function hostOf(headers: IncomingHttpHeaders): string {
  const forwarded = firstOf(headers, 'x-forwarded-host');
  if (forwarded !== undefined && HOST.test(forwarded)) return forwarded;
  if (headers.host !== undefined && HOST.test(headers.host)) return headers.host;
  throw InvalidInputError.of('Host', refusal('Host', 'a host name, with or without a port', headers.host));
}

/** The value of the proxy nearest to the caller: each proxy appends its own. */
function firstOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value.split(',')[0]?.trim() : undefined;
}

/**
 * The id in a short address is the chart itself, so that every replica can draw it and none has to store it.
 *
 * base64url of: one byte for the version of this encoding, four bytes of SHA-256 over the rest, and a JSON array in raw
 * deflate. The checksum detects an address that was cut or mistyped; it keeps nothing secret.
 */
const VERSION = 1;
const CHECKSUM_BYTES = 4;
const HEADER_BYTES = 1 + CHECKSUM_BYTES;

/** The id of a chart; the same for charts whose JSON differs only in spaces and quotes. */
export function chartIdOf(parameters: ChartParameters): string {
  const { chart, width, height, format, backgroundColor, devicePixelRatio, version } = parameters;
  const content = [canonical(chart), width, height, format, backgroundColor, devicePixelRatio, version];
  const packed = deflateRawSync(JSON.stringify(content), { level: 9 });
  return Buffer.concat([Buffer.of(VERSION), checksumOf(packed), packed]).toString('base64url');
}

/**
 * The fields of a chart from its id; they are unchecked, like those of any other request.
 *
 * @param maxBytes - of the decompressed content
 * @throws NoSuchChartError when the id is invalid
 */
export function fieldsOfChartId(id: string, maxBytes: number): ChartFields {
  const content = contentOf(id, maxBytes);
  if (!Array.isArray(content)) throw new NoSuchChartError('The address contains no chart');
  const [chart, width, height, format, backgroundColor, devicePixelRatio, version] = content as unknown[];
  return { chart, width, height, format, backgroundColor, devicePixelRatio, version, encoding: undefined };
}

/** The value of JSON text, so that spaces and quotes do not make another id; other text is trimmed. */
function canonical(chart: ChartParameters['chart']): unknown {
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
      'The address was not created by /chart/create: part of it is missing or changed',
    );
  }
  try {
    return JSON.parse(inflateRawSync(packed, { maxOutputLength: maxBytes }).toString());
  } catch {
    throw new NoSuchChartError(`The address contains no chart, or one of more than ${maxBytes} bytes`);
  }
}

function checksumOf(packed: Uint8Array): Buffer {
  return hash('sha256', packed, 'buffer').subarray(0, CHECKSUM_BYTES);
}

/** What proxies accept: nginx and Apache allow 8 KiB for the request line, and can lengthen it themselves. */
export const LONGEST_ADDRESS = 8_000;

/** Addresses that contain their chart. */
@Injectable()
export class ShortAddresses {
  constructor(
    private readonly pictures: Pictures,
    @Inject(SETTINGS) private readonly settings: ChartApiSettings,
    @Inject(SUB_PATHS) private readonly subPaths: SubPaths,
  ) {}

  /**
   * @throws RenderQueueFullError when the render queue is full
   * @throws InvalidInputError when a field is invalid
   * @throws ChartRefusedError when the specification is invalid
   * @throws AddressTooLongError when the chart does not fit into an address
   */
  create(request: AddressedRequest, readings: () => readonly ChartReading[]): string {
    this.pictures.refuseWhenFull();
    const { parameters } = readChart(readings(), this.settings);
    const address = `${publicAddress(request, this.subPaths)}chart/render/${chartIdOf(parameters)}`;
    if (address.length > LONGEST_ADDRESS) throw new AddressTooLongError(address.length, LONGEST_ADDRESS);
    return address;
  }

  /**
   * The chart in an address.
   *
   * @param name - the id, optionally with the extension of a format, which overrides the format in the id
   * @param query - parameters that replace parts of the chart, or its size, format and background
   * @throws NoSuchChartError when the address contains no chart
   * @throws InvalidInputError when a parameter is given twice
   */
  readingOf(name: string, query: string): ChartReading {
    const [id = '', extension, ...more] = name.split('.');
    const fields = fieldsOfChartId(more.length === 0 ? id : name, this.settings.CHART_MAX_BYTES);
    const values = valuesIn(query.split('&'));
    // The specification is that of the address.
    const own = { ...values, c: undefined, chart: fields.chart };
    const { chart: _, version: __, encoding: ___, ...shown } = chartFieldsOf(own);
    const given = Object.entries({ format: extension, ...withoutAbsent(shown) });
    return { fields: { ...fields, ...withoutAbsent(Object.fromEntries(given)) }, ...templateIn(values) };
  }
}

function withoutAbsent(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The parameters that replace parts of a chart; other names mean nothing here, such as those that defeat a cache. */
function templateIn(values: Readonly<Record<string, unknown>>): { readonly template?: TemplateValues } {
  const given = Object.entries(values).filter(([name, value]) => isTemplateName(name) && value !== '');
  const repeated = given.find(([, value]) => typeof value !== 'string');
  if (repeated !== undefined) {
    const [name, value] = repeated;
    throw InvalidInputError.of(name, refusal(name, 'text given once', value));
  }
  return given.length === 0 ? {} : { template: Object.fromEntries(given) as TemplateValues };
}
