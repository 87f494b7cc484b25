/** What every application error carries: a code for programs, a status for HTTP, a sentence for people. */
interface AppErrorInfo {
  /** Stable, in upper snake case, such as `UPSTREAM_TIMEOUT`. */
  readonly code: string;
  readonly status: number;
  /** The kind of problem in a few words, the same for every occurrence. */
  readonly title: string;
  /** This occurrence of the problem. */
  readonly sentence: string;
  /** Additional members of the problem document. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Response headers, such as `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

// What a caller sent can be part of a sentence, which goes into the response, into a picture and into the log.
const LONGEST_SENTENCE = 2000;

/** A text for people, cut to a length in characters. */
export function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** An error that callers see. Modules declare their own in `*.errors.ts`. */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(info: AppErrorInfo) {
    super(shortened(info.sentence, LONGEST_SENTENCE), { cause: info.cause });
    this.name = new.target.name;
    this.code = info.code;
    this.status = info.status;
    this.title = info.title;
    this.details = info.details ?? {};
    this.headers = info.headers ?? {};
  }
}

const LONGEST_FIELD = 100;
const LONGEST_PROBLEM = 500;
// More would not help anyone; a body can have thousands.
const MOST_PROBLEMS = 20;

/** A parameter or a body is invalid; `problems` lists each field with the reason. */
export class InvalidInputError extends AppError {
  constructor(all: readonly { field: string; sentence: string }[]) {
    const problems = all.slice(0, MOST_PROBLEMS).map(({ field, sentence }) => ({
      field: shortened(field, LONGEST_FIELD),
      sentence: shortened(sentence, LONGEST_PROBLEM),
    }));
    super({
      code: 'INVALID_INPUT',
      status: 400,
      title: 'Invalid input',
      sentence: problems.map((problem) => problem.sentence).join('; '),
      details: { problems },
    });
  }

  /** An error about each issue that a zod schema found. */
  static ofIssues(issues: readonly { message: string; path?: readonly unknown[] | undefined }[]) {
    return new InvalidInputError(
      issues.map(({ path = [], message }) => ({ field: path.join('.'), sentence: message })),
    );
  }

  /** An error about one field. */
  static of(field: string, sentence: string): InvalidInputError {
    return new InvalidInputError([{ field, sentence }]);
  }
}

const LONGEST_FORMAT = 100;

/** No format in `Accept` or `format` is available; `offered` lists those that are. */
export class NotAcceptableError extends AppError {
  constructor(requested: string, offered: readonly string[]) {
    super({
      code: 'NOT_ACCEPTABLE',
      status: 406,
      title: 'Not acceptable',
      sentence: `No format matches "${shortened(requested, LONGEST_FORMAT)}". Available: ${offered.join(', ')}`,
      details: { offered },
    });
  }
}

/** How a read of another service can fail; also the label of the metric that counts it. */
export type UpstreamFailure =
  /** The other service refused the connection. */
  | 'refused'
  /** DNS has no address for the host name. */
  | 'name_not_found'
  /** The connection could not be opened: no route to the host, or no answer from it. */
  | 'unreachable'
  /** The connection was closed before the response was complete. */
  | 'reset'
  /** The response is not HTTP. */
  | 'protocol'
  /** The response was not complete within UPSTREAM_TIMEOUT_MS. */
  | 'timeout'
  /** The status is not 200; `upstreamStatus` contains it. */
  | 'status'
  /** The response is a redirect; redirects are not followed. */
  | 'redirect'
  /** The media type of the response is not one that the kind of service returns. */
  | 'content_type'
  /** The response has a content-encoding, such as gzip, although none was accepted. */
  | 'content_encoding'
  /** The body is not valid JSON, does not have the expected fields, or contains invalid metrics. */
  | 'shape'
  /** The response is larger than UPSTREAM_MAX_BYTES, its headers than 16 KiB, or a picture than 16 MiB. */
  | 'too_large'
  /** Prometheus refused a query that did not come from the caller. */
  | 'query'
  /** The circuit breaker is open after UPSTREAM_BREAKER_FAILURES consecutive failures. */
  | 'circuit_open';

/** A request to another service failed: 504 after a timeout, otherwise 502. */
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
