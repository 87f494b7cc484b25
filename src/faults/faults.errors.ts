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

/** FAULTS_TOKEN is set, and the request to set or delete a fault does not have it. */
export class FaultsTokenError extends AppError {
  constructor() {
    super({
      code: 'FAULTS_TOKEN_REQUIRED',
      status: 401,
      title: 'Token required',
      sentence: 'Expected the header Authorization to be "Bearer " and the token in FAULTS_TOKEN',
      headers: { 'www-authenticate': 'Bearer realm="faults"' },
    });
  }
}

/** Latency faults delay FAULTS_HELD_LIMIT requests, and this one would be another. */
export class TooManyHeldRequestsError extends AppError {
  constructor(limit: number) {
    super({
      code: 'TOO_MANY_HELD_REQUESTS',
      status: 503,
      title: 'Too many delayed requests',
      sentence: `Faults delay ${limit} requests already. Retry in 1 s.`,
      headers: { 'retry-after': '1' },
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
