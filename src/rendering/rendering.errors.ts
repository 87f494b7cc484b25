import { AppError } from '../platform/errors.js';

/** More pictures wait to be drawn than the limit allows. */
export class RenderQueueFullError extends AppError {
  /** @param waiting - what waits, such as "200 pictures" */
  constructor(waiting: string) {
    super({
      code: 'RENDER_QUEUE_FULL',
      status: 503,
      title: 'Too much work',
      sentence: `${waiting} wait to be drawn already; try again in a second`,
      headers: { 'retry-after': '1' },
    });
  }
}

/** A picture waited longer than it may to be drawn; nothing was drawn. */
export class RenderQueueTimeoutError extends AppError {
  constructor(waitMs: number) {
    super({
      code: 'RENDER_QUEUE_TIMEOUT',
      status: 503,
      title: 'Too much work',
      sentence: `The picture waited ${waitMs} ms to be drawn; ask again when there is less to do`,
      headers: { 'retry-after': '1' },
    });
  }
}

/** A chart's specification cannot be drawn: it is not data, not a chart, or beyond a limit. */
export class ChartRefusedError extends AppError {
  constructor(sentence: string, details: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super({
      code: 'CHART_REFUSED',
      status: 400,
      title: 'The chart cannot be drawn',
      sentence,
      details,
      cause,
    });
  }
}

/** A picture took longer to draw than it may; the thread that drew it was ended. */
export class RenderTimeoutError extends AppError {
  constructor(timeoutMs: number) {
    super({
      code: 'RENDER_TIMEOUT',
      status: 503,
      title: 'Too much work',
      sentence: `The picture took longer than ${timeoutMs} ms to draw; ask for less, or try again when there is less to do`,
      headers: { 'retry-after': '1' },
    });
  }
}
