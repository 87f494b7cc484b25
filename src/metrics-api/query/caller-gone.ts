import type { FastifyReply } from 'fastify';
import { AppError } from '../../platform/errors/app-error.js';

/** The caller closed the connection; nobody reads what this says but the log. */
class CallerGoneError extends AppError {
  constructor() {
    super({
      code: 'CALLER_GONE',
      status: 499,
      title: 'Caller gone',
      sentence: 'The caller left before the answer was complete',
    });
  }
}

/** Aborts when the caller leaves before the answer is complete: nobody wants the work any longer. */
export function callerGone(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(new CallerGoneError());
  });
  return controller.signal;
}
