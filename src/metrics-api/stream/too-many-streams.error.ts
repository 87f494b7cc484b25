import { AppError } from '../../platform/errors/app-error.js';

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
