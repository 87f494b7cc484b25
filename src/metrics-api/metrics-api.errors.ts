import { AppError } from '../platform/errors.js';

/** No application of the scenario has this name. */
export class UnknownApplicationError extends AppError {
  constructor(name: string) {
    super({
      code: 'UNKNOWN_APPLICATION',
      status: 404,
      title: 'Unknown application',
      sentence: `No application is named ${name}`,
    });
  }
}

/** An incident of kind `gap` hides the application: there is nothing to tell. */
export class UnmeasuredError extends AppError {
  constructor(name: string) {
    super({
      code: 'NO_DATA',
      status: 404,
      title: 'No data',
      sentence: `Nobody measures ${name} at this time: an incident of kind gap hides it`,
    });
  }
}

/** As many streams are open as the settings allow. */
export class TooManyStreamsError extends AppError {
  constructor(limit: number) {
    super({
      code: 'TOO_MANY_STREAMS',
      status: 503,
      title: 'Too many streams',
      sentence: `${limit} streams are open already; try again in a while`,
      headers: { 'retry-after': '10' },
    });
  }
}
