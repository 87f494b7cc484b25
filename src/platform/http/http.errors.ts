import { AppError } from '../errors.js';

/** All connections that MAX_CONNECTIONS allows are busy. */
export class TooManyConnectionsError extends AppError {
  constructor(max: number) {
    super({
      code: 'TOO_MANY_CONNECTIONS',
      status: 503,
      title: 'Too many connections',
      sentence: `The limit of ${max} connections is reached. Retry in 1 s.`,
      headers: { 'retry-after': '1', connection: 'close' },
    });
  }
}

/** SEND_QUEUE_BYTES of responses are waiting for their callers to receive them. */
export class SendQueueFullError extends AppError {
  constructor(bytes: number) {
    super({
      code: 'SEND_QUEUE_FULL',
      status: 503,
      title: 'Send queue is full',
      sentence: `Send queue is full (${bytes} bytes of responses waiting). Retry in 1 s.`,
      headers: { 'retry-after': '1' },
    });
  }
}

/** The request body is longer than the service accepts. */
export class BodyTooLongError extends AppError {
  /** @param headersFor - makes further response headers from the sentence */
  constructor(maxBytes: number, headersFor: (sentence: string) => Record<string, string> = () => ({})) {
    const sentence = `Expected a body of at most ${maxBytes} bytes`;
    super({ code: 'BODY_TOO_LONG', status: 413, title: 'Too long', sentence, headers: headersFor(sentence) });
  }
}

/** No byte of a request body arrived for some seconds. */
export class BodyTooSlowError extends AppError {
  constructor(idleMs: number) {
    super({
      code: 'BODY_TOO_SLOW',
      status: 408,
      title: 'Request body timeout',
      sentence: `No byte of the request body arrived within ${idleMs} ms`,
      headers: { connection: 'close' },
    });
  }
}

/** Request bodies of other callers take all the memory for them. */
export class BodiesFullError extends AppError {
  constructor(bytes: number) {
    super({
      code: 'BODIES_FULL',
      status: 503,
      title: 'Too many request bodies',
      sentence: `Request bodies take ${bytes} bytes already. Retry in 1 s.`,
      headers: { 'retry-after': '1' },
    });
  }
}
