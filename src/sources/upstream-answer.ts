import type { z } from 'zod';
import { UpstreamError } from '../platform/errors.js';

/** The response of an upstream service. */
export interface UpstreamAnswer {
  /** `host:port` of the service. */
  readonly address: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

const LONGEST_DETAIL = 300;

/** @throws UpstreamError when the status is not 200 */
export function expectOk({ address, status, headers, body }: UpstreamAnswer): void {
  if (status >= 300 && status < 400) {
    const target = headers['location'] ?? 'nowhere';
    throw new UpstreamError(
      'redirect',
      address,
      `${address} redirects to ${target}; redirects are not followed`,
    );
  }
  if (status === 200) return;
  const detail = problemDetail(headers, body);
  const sentence = `${address} answered with status ${status} where 200 was expected${detail}`;
  throw new UpstreamError('status', address, sentence, undefined, { details: { upstreamStatus: status } });
}

/**
 * @returns the media type of the body
 * @throws UpstreamError when it is none of the expected ones
 */
export function expectContent({ address, headers }: UpstreamAnswer, ...mediaTypes: string[]): string {
  const contentType = headers['content-type'] ?? 'no content type';
  const mediaType = contentType.split(';')[0]!.trim().toLowerCase();
  if (mediaTypes.includes(mediaType)) return mediaType;
  const sentence = `${address} answered with ${contentType} where ${mediaTypes.join(' or ')} was expected`;
  throw new UpstreamError('content_type', address, sentence);
}

/**
 * Parses the body as JSON and validates it.
 *
 * @throws UpstreamError when the body is not JSON or does not match the schema
 */
export function readJson<Schema extends z.ZodType>(
  { address, body }: UpstreamAnswer,
  schema: Schema,
): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (cause) {
    throw new UpstreamError('shape', address, `${address} answered with invalid JSON`, cause);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'the body' : issue.path.join('.');
  const sentence = `${address} answered with unexpected JSON: ${where}: ${issue?.message ?? 'unreadable'}`;
  throw new UpstreamError('shape', address, sentence);
}

/** The `detail` of a problem document (RFC 9457), for a sentence; empty for any other body. */
function problemDetail(headers: UpstreamAnswer['headers'], body: string): string {
  if (!/^application\/problem\+json\b/i.test(headers['content-type'] ?? '')) return '';
  try {
    const { detail } = JSON.parse(body) as { detail?: unknown };
    return typeof detail === 'string' ? `: ${detail.slice(0, LONGEST_DETAIL)}` : '';
  } catch {
    return '';
  }
}
