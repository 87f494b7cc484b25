import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Admission, observeAdmission } from '../../platform/admission.js';
import { InvalidInputError } from '../../platform/errors.js';
import { RenderQueueFullError } from '../../rendering/rendering.errors.js';
import { SETTINGS } from '../../platform/settings/read-settings.js';
import { Telemetry } from '../../platform/telemetry.js';
import type { ChartApiSettings } from '../chart-api.settings.js';
import { BodyTooLongError, BodyTypeError } from '../chart-api.errors.js';

const FORM = 'application/x-www-form-urlencoded';

/** The types of bodies that are taken. */
const BODY_TYPES = ['application/json', FORM] as const;

type Given = Readonly<Record<string, unknown>>;

/** The media type of a body, without parameters. */
export function bodyTypeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** The bytes of a body as they came; none where there is no body. */
export function bodyBytesOf(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

/**
 * What a body gives by name.
 *
 * @throws BodyTypeError when it is neither JSON nor a form
 * @throws InvalidInputError when it is not what its type says, or gives no names
 */
export function givenInBody(request: FastifyRequest): Given {
  const type = bodyTypeOf(request);
  if (type === FORM) return givenInForm(bodyBytesOf(request).toString());
  if (type === 'application/json') return givenInJson(bodyBytesOf(request).toString());
  throw new BodyTypeError(type === '' ? 'none' : type);
}

function givenInForm(text: string): Given {
  const form = new URLSearchParams(text);
  const names = [...new Set(form.keys())];
  // A name that is given twice stays a list, which no field takes.
  return Object.fromEntries(names.map((name) => [name, oneOrAll(form.getAll(name))]));
}

function oneOrAll(values: readonly string[]): string | readonly string[] | undefined {
  return values.length > 1 ? values : values[0];
}

function givenInJson(text: string): Given {
  const body = parsed(text);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Given;
  throw notAnObject('something else');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notAnObject((error as SyntaxError).message);
  }
}

function notAnObject(received: string): InvalidInputError {
  const sentence = `Expected the body to be an object in JSON but received ${received}`;
  return InvalidInputError.of('', sentence);
}

/**
 * Hands bodies on as the bytes that came, up to the limit.
 *
 * A body that was seen before is answered without being parsed, and what is too long is refused by what its
 * header says, before any of it is read. So is one more where many are held: of a megabyte each, few fill the memory.
 */
@Injectable()
export class ChartBodies implements OnModuleInit {
  private readonly maxBytes: number;
  private readonly gate: Admission;
  private readonly server: FastifyInstance;

  // While the modules are made: later Nest adds parsers of its own for what has none.
  constructor(host: HttpAdapterHost, @Inject(SETTINGS) settings: ChartApiSettings, telemetry: Telemetry) {
    const adapter = host.httpAdapter as unknown as FastifyAdapter;
    this.maxBytes = settings.CHART_MAX_BYTES;
    this.gate = new Admission(
      'bodies',
      { bytes: settings.RENDER_QUEUE_BYTES },
      () => new RenderQueueFullError(`${this.gate.bytes} bytes of request bodies`),
    );
    observeAdmission(telemetry.registry, this.gate);
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

  /** After the hooks that give each request its id, its measurement and its line in the log. */
  onModuleInit(): void {
    this.server.addHook('onRequest', ({ headers }, reply, done) => {
      const bytes = this.longestBody(headers);
      // Probes and pictures by address bring none: they have a place however much is held.
      if (bytes === 0) return done();
      if (bytes > this.maxBytes) return done(new BodyTooLongError(this.maxBytes));
      try {
        reply.raw.once('close', this.gate.enter(bytes));
      } catch (error) {
        return done(error as Error);
      }
      done();
    });
  }

  /** What a request's body may come to: what its header says, or the limit where it is sent in chunks. */
  private longestBody(headers: FastifyRequest['headers']): number {
    return headers['transfer-encoding'] === undefined
      ? Number(headers['content-length'] ?? 0)
      : this.maxBytes;
  }
}
