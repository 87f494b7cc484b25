import { maxHeaderSize } from 'node:http';
import { isAxiosError } from 'axios';
import { UNKNOWN_APPLICATION } from '../contract/range.schema.js';
import { AppError, UpstreamError, type UpstreamFailure } from '../platform/errors.js';

/** The charted service has no metrics for an application of this name. */
export class UnknownApplicationError extends AppError {
  constructor(app: string, address: string, answer?: string) {
    super({
      code: UNKNOWN_APPLICATION,
      status: 404,
      title: 'Unknown application',
      sentence: `${address} has no metrics for an application named ${app}${answer === undefined ? '' : `: ${answer}`}`,
      details: { upstream: address },
    });
  }
}

/** As many reads of a service are in progress and waiting as are allowed, or a read waited too long for its turn. */
export class TooManyReadsError extends AppError {
  /** @param what - what is read, such as the address of a service */
  constructor(what: string) {
    super({
      code: 'TOO_MANY_READS',
      status: 503,
      title: 'Too many reads',
      sentence: `Too many reads of ${what} are in progress. Retry in 1 s.`,
      headers: { 'retry-after': '1' },
    });
  }
}

/** The circumstances of a failed read. */
interface FailedRead {
  readonly address: string;
  readonly timeoutMs: number;
  readonly timedOut: boolean;
  readonly maxBytes: number;
}

const FAILURE_BY_CODE: Readonly<Record<string, UpstreamFailure>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'name_not_found',
  EAI_AGAIN: 'name_not_found',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'unreachable',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  ERR_BAD_RESPONSE: 'reset',
};

const SENTENCES: Readonly<Partial<Record<UpstreamFailure, (address: string) => string>>> = {
  refused: (address) => `${address} refused the connection`,
  name_not_found: (address) => `DNS has no address for ${address}`,
  unreachable: (address) => `${address} is unreachable`,
  reset: (address) => `${address} closed the connection before its answer was complete`,
  protocol: (address) => `${address} answered with something other than HTTP`,
};

/**
 * Turns the HTTP client's error into one that says why the read failed.
 *
 * @returns an UpstreamError; errors that do not come from the client are returned unchanged
 */
export function upstreamErrorOf(error: unknown, read: FailedRead): unknown {
  if (error instanceof UpstreamError || !isAxiosError(error)) return error;
  const { address, timeoutMs, maxBytes } = read;
  if (read.timedOut) {
    return new UpstreamError('timeout', address, `${address} did not answer within ${timeoutMs} ms`, error);
  }
  // axios has no code for this alone: an aborted answer has ERR_BAD_RESPONSE as well.
  if (/maxContentLength/.test(error.message)) {
    return new UpstreamError(
      'too_large',
      address,
      `${address} answered with more than ${maxBytes} bytes`,
      error,
    );
  }
  const code = error.code ?? '';
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new UpstreamError(
      'too_large',
      address,
      `${address} answered with more than ${maxHeaderSize} bytes of headers`,
      error,
    );
  }
  const failure = code.startsWith('HPE_') ? 'protocol' : (FAILURE_BY_CODE[code] ?? 'unreachable');
  const detail = failure === 'protocol' ? `: ${error.message.replace(/^Parse Error: /, '')}` : '';
  const sentence = (SENTENCES[failure]?.(address) ?? error.message) + detail;
  return new UpstreamError(failure, address, sentence, error);
}
