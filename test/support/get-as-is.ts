import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

/** A response, of any status. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * Requests a path exactly as written, with each header line as given; `fetch` would normalize both.
 *
 * @param origin - such as `http://127.0.0.1:8888`
 * @param headers - a list of values becomes one line per value
 */
export async function getAsIs(
  origin: string,
  path: string,
  headers: OutgoingHttpHeaders = {},
): Promise<Answer> {
  const [response] = (await once(request(origin, { path, headers }).end(), 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}
