import { AppError } from './app-error.js';

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

/** More pictures wait to be drawn than the limit allows. */
export class RenderQueueFullError extends AppError {
  constructor(limit: number) {
    super({
      code: 'RENDER_QUEUE_FULL',
      status: 503,
      title: 'Too much work',
      sentence: `${limit} pictures wait to be drawn already; try again in a second`,
      headers: { 'retry-after': '1' },
    });
  }
}
