import { AppError } from '../platform/errors.js';

/** The process was started without faults on demand. */
export class FaultsDisabledError extends AppError {
  constructor() {
    super({
      code: 'FAULTS_DISABLED',
      status: 403,
      title: 'Faults are disabled',
      sentence: 'Faults on demand are off here: start the service with FAULTS=enabled to use them',
    });
  }
}

export class UnknownFaultError extends AppError {
  constructor(id: string) {
    super({
      code: 'UNKNOWN_FAULT',
      status: 404,
      title: 'Unknown fault',
      sentence: `No fault is named ${id}; it may have expired`,
    });
  }
}

export class TooManyFaultsError extends AppError {
  constructor(limit: number) {
    super({
      code: 'TOO_MANY_FAULTS',
      status: 409,
      title: 'Too many faults',
      sentence: `Expected at most ${limit} faults at a time but received one more: delete one, or wait until one expires`,
    });
  }
}

/** What a fault of kind `status` answers with. */
export class InjectedFaultError extends AppError {
  constructor(id: string, status: number, retryAfterSeconds: number | undefined) {
    super({
      code: 'FAULT_INJECTED',
      status,
      title: 'Fault on demand',
      sentence: `The fault ${id} answers in place of the service`,
      ...(retryAfterSeconds === undefined ? {} : { headers: { 'retry-after': String(retryAfterSeconds) } }),
    });
  }
}
