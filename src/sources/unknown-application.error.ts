import { AppError } from '../platform/errors/app-error.js';

/** A source has nothing of the application that was asked for. */
export class UnknownApplicationError extends AppError {
  constructor(app: string, address: string, answer?: string) {
    super({
      code: 'UNKNOWN_APPLICATION',
      status: 404,
      title: 'Unknown application',
      sentence: `${address} has no metrics of an application named ${app}${answer === undefined ? '' : `: ${answer}`}`,
      details: { upstream: address },
    });
  }
}
