import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

// Printable ASCII without spaces: safe to echo in a header and to print in a log.
const ACCEPTABLE = /^[\x21-\x7e]{1,128}$/;

/** The caller's `x-request-id` where it is safe to repeat, else a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && ACCEPTABLE.test(given) ? given : randomUUID();
}
