import { AppError } from '../../platform/errors/app-error.js';

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
