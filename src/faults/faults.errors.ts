import { AppError } from '../platform/errors.js';

/** The service was started without FAULTS=enabled. */
export class FaultsDisabledError extends AppError {
  constructor() {
    super({
      code: 'FAULTS_DISABLED',
      status: 403,
      title: 'Faults are disabled',
      sentence: 'Fault injection is disabled. Start the service with FAULTS=enabled to use it.',
    });
  }
}

/** No fault has this id: it was never set, was deleted, or has expired. */
export class UnknownFaultError extends AppError {
  constructor(id: string) {
    super({
      code: 'UNKNOWN_FAULT',
      status: 404,
      title: 'Unknown fault',
      sentence: `No fault named "${id}"; it may have expired`,
    });
  }
}

/** The maximum number of faults is set. */
export class TooManyFaultsError extends AppError {
  constructor(limit: number) {
    super({
      code: 'TOO_MANY_FAULTS',
      status: 409,
      title: 'Too many faults',
      sentence: `The limit of ${limit} faults is reached. Delete one, or wait until one expires.`,
    });
  }
}

/** A fault of kind `status` is active for this request; it also sets the status. */
export class InjectedFaultError extends AppError {
  constructor(id: string, status: number, retryAfterSeconds: number | undefined) {
    super({
      code: 'FAULT_INJECTED',
      status,
      title: 'Injected fault',
      sentence: `Response injected by the fault "${id}"`,
      ...(retryAfterSeconds === undefined ? {} : { headers: { 'retry-after': String(retryAfterSeconds) } }),
    });
  }
}
