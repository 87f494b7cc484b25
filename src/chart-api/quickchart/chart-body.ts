import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Admission } from '../../platform/admission.js';
import { InvalidInputError } from '../../platform/errors.js';
import { BodyTooLongError } from '../../platform/http/http.errors.js';
import { limitBodies } from '../../platform/http/request-bodies.js';
import { RenderQueueFullError } from '../../rendering/rendering.errors.js';
import { SETTINGS } from '../../platform/settings/read-settings.js';
import type { ChartApiSettings } from '../chart-api.settings.js';
import { BodyTypeError, inHeader } from '../chart-api.errors.js';
import { type ChartReading, readingsOf } from './chart-readings.js';
import { chartFieldsOf } from './chart-request.schema.js';

const FORM = 'application/x-www-form-urlencoded';
const LONGEST_SHOWN = 60;

/** The media types of bodies that are accepted. */
const BODY_TYPES = ['application/json', FORM] as const;

type BodyFields = Readonly<Record<string, unknown>>;

/** The media type of a body, without parameters. */
export function bodyTypeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** The bytes of a body as received; empty without a body. */
export function bodyBytesOf(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

/**
 * The readings of the chart in a body.
 *
 * @throws BodyTypeError when the body is neither JSON nor a form
 * @throws InvalidInputError when the body is not of its type, or is not an object
 */
export function readingsInBody(request: FastifyRequest): readonly ChartReading[] {
  const type = bodyTypeOf(request);
  if (type === FORM) return readingsOf(bodyBytesOf(request).toString());
  if (type === 'application/json') {
    return [{ fields: chartFieldsOf(parseJson(bodyBytesOf(request).toString())) }];
  }
  throw new BodyTypeError(type === '' ? 'none' : type);
}

function parseJson(text: string): BodyFields {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw notAnObject((error as SyntaxError).message);
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as BodyFields;
  throw notAnObject(Array.isArray(body) ? 'a list' : JSON.stringify(body).slice(0, LONGEST_SHOWN));
}

function notAnObject(received: string): InvalidInputError {
  const sentence = `Expected the body to be a JSON object but received ${received}`;
  return InvalidInputError.of('', sentence);
}

/** Passes bodies on as raw bytes, within limits: a repeated body is answered without being parsed. */
@Injectable()
export class ChartBodies implements OnModuleInit {
  private readonly maxBytes: number;
  readonly gate: Admission;
  private readonly server: FastifyInstance;

  // In the constructor, because Nest later adds its own parsers for media types that have none.
  constructor(host: HttpAdapterHost, @Inject(SETTINGS) settings: ChartApiSettings) {
    const adapter = host.httpAdapter as unknown as FastifyAdapter;
    this.maxBytes = settings.CHART_MAX_BYTES;
    this.gate = new Admission(
      'bodies',
      { bytes: settings.RENDER_QUEUE_BYTES },
      () => new RenderQueueFullError(`${this.gate.bytes} bytes of request bodies`),
    );
    this.server = adapter.getInstance<FastifyInstance>();
    for (const type of BODY_TYPES) {
      const options = { bodyLimit: this.maxBytes };
      adapter.useBodyParser(type, false, options, (_request, body, done) => done(null, body));
    }
    this.server.removeContentTypeParser('text/plain');
    this.server.addContentTypeParser('*', (request, _body, done) =>
      done(new BodyTypeError(request.headers['content-type'] ?? 'none')),
    );
  }

  /** Runs after the hooks that give each request its id, its metrics and its log line. */
  onModuleInit(): void {
    const { maxBytes, gate } = this;
    limitBodies(this.server, { maxBytes, gate, tooLong: () => new BodyTooLongError(maxBytes, inHeader) });
  }
}
