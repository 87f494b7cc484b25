import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

/** An answer, with whatever came. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * Asks for a path as it is written, header line by header line; `fetch` would tidy both.
 *
 * @param origin - such as `http://127.0.0.1:8888`
 * @param headers - a list of values becomes a line for each
 */
export async function getAsIs(
  origin: string,
  path: string,
  headers: OutgoingHttpHeaders = {},
): Promise<Answer> {
  const [response] = (await once(request(origin, { path, headers }).end(), 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}
