import type { FastifyRequest } from 'fastify';
import { InvalidInputError } from '../platform/errors/catalogue.js';
import { FORMATS, type FormatWishes } from './format.js';

/**
 * Collects what a request says about the form that it wants.
 *
 * @throws InvalidInputError when `format` is given more than once
 */
export function formatWishesOf(request: FastifyRequest): FormatWishes {
  const { extension } = request.params as { extension?: string };
  const { format } = request.query as { format?: string | string[] };
  if (Array.isArray(format)) {
    const sentence = `Expected format to be one of ${FORMATS.join(', ')} but received ${format.join(' and ')}`;
    throw new InvalidInputError([{ field: 'format', sentence }]);
  }
  return { extension, query: format, accept: request.headers.accept };
}
