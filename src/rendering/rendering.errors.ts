import type { RefusalReason } from '../platform/admission.js';
import { AppError } from '../platform/errors.js';

/** RENDER_QUEUE_LIMIT images are waiting to be rendered, or RENDER_QUEUE_BYTES of specifications or bodies. */
export class RenderQueueFullError extends AppError {
  /** @param waiting - what fills it, such as "200" or "9000 bytes of specifications" */
  constructor(waiting: string) {
    super({
      code: 'RENDER_QUEUE_FULL',
      status: 503,
      title: 'Render queue is full',
      sentence: `Render queue is full (${waiting} waiting). Retry in 1 s.`,
      headers: { 'retry-after': '1' },
    });
  }
}

/** No render thread became free within RENDER_QUEUE_TIMEOUT_MS; nothing was rendered. */
class RenderQueueTimeoutError extends AppError {
  constructor(waitMs: number) {
    super({
      code: 'RENDER_QUEUE_TIMEOUT',
      status: 503,
      title: 'Render queue timeout',
      sentence: `No render slot became free within ${waitMs} ms. Retry when there is less load.`,
      headers: { 'retry-after': '1' },
    });
  }
}

/** The specification of a chart is not data, is not a chart, or exceeds a limit. */
export class ChartRefusedError extends AppError {
  constructor(sentence: string, details: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super({
      code: 'CHART_REFUSED',
      status: 400,
      title: 'The chart cannot be rendered',
      sentence,
      details,
      cause,
    });
  }
}

/** Rendering took longer than RENDER_TIMEOUT_MS; the render thread was terminated. */
export class RenderTimeoutError extends AppError {
  constructor(timeoutMs: number) {
    super({
      code: 'RENDER_TIMEOUT',
      status: 503,
      title: 'Render timeout',
      sentence: `Rendering took longer than ${timeoutMs} ms. Request a simpler chart, or retry when there is less load.`,
      headers: { 'retry-after': '1' },
    });
  }
}

/** No render thread can be started. The log has a line for each attempt, and `/readyz` reports the reason. */
export class NoRenderThreadError extends AppError {
  constructor() {
    super({
      code: 'NO_RENDER_THREAD',
      status: 503,
      title: 'No render thread',
      sentence: 'No render thread can be started at the moment. Retry in 1 s.',
      headers: { 'retry-after': '1' },
    });
  }
}

/** Graphs are laid out and rendered by the embedded renderer only; RENDERER names another one. */
export class GraphsNotRenderedError extends AppError {
  constructor(renderer: string) {
    super({
      code: 'GRAPHS_NOT_RENDERED',
      status: 501,
      title: 'Graphs cannot be rendered',
      sentence: `The service graph cannot be rendered with RENDERER=${renderer}: set it to embedded, or read the graph as JSON or DOT.`,
    });
  }
}

/** The errors of a queue for render slots. */
export function renderQueueError(limits: { waiting: number; waitMs: number }) {
  return (reason: RefusalReason): AppError =>
    reason === 'timeout'
      ? new RenderQueueTimeoutError(limits.waitMs)
      : new RenderQueueFullError(`${limits.waiting}`);
}
