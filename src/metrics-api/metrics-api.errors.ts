import { UNKNOWN_APPLICATION } from '../contract/range.schema.js';
import { AppError } from '../platform/errors.js';

/** No application of the scenario has this name. */
export class NotInScenarioError extends AppError {
  constructor(name: string) {
    super({
      code: UNKNOWN_APPLICATION,
      status: 404,
      title: 'Unknown application',
      sentence: `No application named "${name}"`,
    });
  }
}

/** An incident of kind `gap` affects the application at this time, so there are no metrics. */
export class UnmeasuredError extends AppError {
  constructor(name: string) {
    super({
      code: 'NO_DATA',
      status: 404,
      title: 'No data',
      sentence: `No metrics of "${name}" at this time: an incident of kind gap is in progress`,
    });
  }
}

/** The maximum number of event streams, STREAM_LIMIT, is open. */
export class TooManyStreamsError extends AppError {
  constructor(limit: number) {
    super({
      code: 'TOO_MANY_STREAMS',
      status: 503,
      title: 'Too many streams',
      sentence: `The limit of ${limit} open streams is reached. Retry in 10 s.`,
      headers: { 'retry-after': '10' },
    });
  }
}

/** Exports and long ranges in progress take EXPORT_BUFFER_BYTES. */
export class TooManyExportsError extends AppError {
  constructor(bytes: number) {
    super({
      code: 'TOO_MANY_EXPORTS',
      status: 503,
      title: 'Too many exports',
      sentence: `Exports and long ranges in progress take ${bytes} bytes already. Retry in 10 s.`,
      headers: { 'retry-after': '10' },
    });
  }
}

/** The caller closed the connection. No caller receives this error; it appears in the log. */
export class CallerGoneError extends AppError {
  constructor() {
    super({
      code: 'CALLER_GONE',
      status: 499,
      title: 'Client closed the request',
      sentence: 'The caller closed the connection before the answer was complete',
    });
  }
}
