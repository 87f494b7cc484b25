import { z } from 'zod';
import { UpstreamError } from '../platform/errors.js';

/** The response of an upstream service; its body is empty if it is encoded in a way that was not requested. */
export interface UpstreamAnswer {
  /** `host:port` of the service. */
  readonly address: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

const MAX_DETAIL_LENGTH = 300;

const optionalText = z.string().optional().catch(undefined);
const problemSchema = z.object({ code: optionalText, detail: optionalText });

function encodingOf(headers: UpstreamAnswer['headers']): string {
  return headers['content-encoding']?.trim().toLowerCase() || 'identity';
}

/** Whether the body is encoded in a way that was not requested. */
export function isEncoded(headers: UpstreamAnswer['headers']): boolean {
  return encodingOf(headers) !== 'identity';
}

/** @throws UpstreamError when the status is not 200 */
export function expectOk(answer: UpstreamAnswer): void {
  const { address, status, headers } = answer;
  if (status >= 300 && status < 400) {
    const target = headers['location']?.slice(0, MAX_DETAIL_LENGTH) ?? 'nowhere';
    throw new UpstreamError(
      'redirect',
      address,
      `${address} redirects to ${target}; redirects are not followed`,
    );
  }
  if (status === 200) return;
  const { detail } = problemIn(answer);
  const reason = detail === undefined ? '' : `: ${detail.slice(0, MAX_DETAIL_LENGTH)}`;
  const sentence = `Expected status 200 from ${address} but received ${status}${reason}`;
  throw new UpstreamError('status', address, sentence, undefined, { details: { upstreamStatus: status } });
}

/**
 * @returns the media type of the body
 * @throws UpstreamError when it is none of the expected ones, or the body is encoded
 */
export function expectContent({ address, headers }: UpstreamAnswer, ...mediaTypes: string[]): string {
  if (isEncoded(headers)) {
    const encoding = encodingOf(headers).slice(0, MAX_DETAIL_LENGTH);
    const sentence = `Expected an answer without content-encoding from ${address} but received ${encoding}`;
    throw new UpstreamError('content_encoding', address, sentence);
  }
  const contentType = headers['content-type']?.slice(0, MAX_DETAIL_LENGTH) ?? 'no content type';
  const mediaType = contentType.split(';')[0]!.trim().toLowerCase();
  if (mediaTypes.includes(mediaType)) return mediaType;
  const sentence = `Expected ${mediaTypes.join(' or ')} from ${address} but received ${contentType}`;
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

/** The members of a problem document (RFC 9457) that say what went wrong; empty for any other answer. */
export function problemIn({ headers, body }: UpstreamAnswer): z.output<typeof problemSchema> {
  if (!/^application\/problem\+json\b/i.test(headers['content-type'] ?? '')) return {};
  try {
    return problemSchema.safeParse(JSON.parse(body)).data ?? {};
  } catch {
    return {};
  }
}
