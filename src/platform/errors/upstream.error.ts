import { AppError, type AppErrorInfo } from './app-error.js';

/** How reading another service can fail; the label of the metric that counts it. */
export type UpstreamFailure =
  | 'refused'
  | 'name_not_found'
  | 'unreachable'
  | 'reset'
  | 'protocol'
  | 'timeout'
  | 'status'
  | 'redirect'
  | 'content_type'
  | 'shape'
  | 'too_large'
  /** The question itself was refused, and it was not the caller's own. */
  | 'query'
  /** It failed so often that it is not asked for a moment. */
  | 'circuit_open';

/** A hop to another service failed: 504 when it was too slow, else 502. */
export class UpstreamError extends AppError {
  constructor(
    readonly failure: UpstreamFailure,
    readonly address: string,
    sentence: string,
    cause?: unknown,
    { details = {}, headers = {} }: Pick<AppErrorInfo, 'details' | 'headers'> = {},
  ) {
    super({
      code: `UPSTREAM_${failure.toUpperCase()}`,
      status: failure === 'timeout' ? 504 : 502,
      title: failure === 'timeout' ? 'The metrics API is too slow' : 'The metrics API cannot be read',
      sentence,
      details: { upstream: address, ...details },
      headers,
      cause,
    });
  }
}
