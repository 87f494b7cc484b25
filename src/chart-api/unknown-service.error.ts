import { AppError } from '../platform/errors/app-error.js';

const LONGEST_SHOWN = 64;

/** No service that may be charted has this name. */
export class UnknownServiceError extends AppError {
  constructor(name: string, services: readonly string[]) {
    super({
      code: 'UNKNOWN_SERVICE',
      status: 404,
      title: 'Unknown service',
      sentence: `Expected one of ${services.join(', ')} but received ${name.slice(0, LONGEST_SHOWN)}`,
      details: { services },
    });
  }
}
