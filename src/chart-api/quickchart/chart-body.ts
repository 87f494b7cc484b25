import type { FastifyRequest } from 'fastify';
import { InvalidInputError } from '../../platform/errors/catalogue.js';
import { BodyTypeError } from './quickchart.errors.js';

const FORM = 'application/x-www-form-urlencoded';

/** The types of bodies that are taken. */
export const BODY_TYPES = ['application/json', FORM] as const;

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
  return new InvalidInputError([{ field: '', sentence }]);
}
