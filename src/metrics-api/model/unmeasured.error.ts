import { AppError } from '../../platform/errors/app-error.js';

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
