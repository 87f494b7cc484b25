/** What every error of the catalogue says: a code for programs, a status for HTTP, a sentence for people. */
export interface AppErrorInfo {
  /** Stable, in upper snake case, such as `UPSTREAM_TIMEOUT`. */
  readonly code: string;
  readonly status: number;
  /** The kind of problem in a few words, the same at every occurrence. */
  readonly title: string;
  /** What happened this time. */
  readonly sentence: string;
  /** More fields of the problem document. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Headers that go with the answer, such as `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Base of the catalogue: an error that a caller may see. */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(info: AppErrorInfo) {
    super(info.sentence, { cause: info.cause });
    this.name = new.target.name;
    this.code = info.code;
    this.status = info.status;
    this.title = info.title;
    this.details = info.details ?? {};
    this.headers = info.headers ?? {};
  }
}

/** A request holds a value that cannot be used. */
export class InvalidInputError extends AppError {
  constructor(problems: readonly { field: string; sentence: string }[]) {
    super({
      code: 'INVALID_INPUT',
      status: 400,
      title: 'Invalid input',
      sentence: problems.map((problem) => problem.sentence).join('; '),
      details: { problems },
    });
  }

  /** An error about one field. */
  static of(field: string, sentence: string): InvalidInputError {
    return new InvalidInputError([{ field, sentence }]);
  }
}

/** The caller wants a format that is not offered. */
export class NotAcceptableError extends AppError {
  constructor(asked: string, offered: readonly string[]) {
    super({
      code: 'NOT_ACCEPTABLE',
      status: 406,
      title: 'Not acceptable',
      sentence: `Expected one of ${offered.join(', ')} but received ${asked}`,
      details: { offered },
    });
  }
}

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
