import type { ServerResponse } from 'node:http';

/**
 * Waits, but no longer than the connection lasts: until the caller leaves, or the shutdown's time-out closes it.
 *
 * @returns whether there is still somebody to answer
 */
export function stay(latencyMs: number, response: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    const leave = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      response.off('close', leave);
      resolve(true);
    }, latencyMs);
    response.once('close', leave);
  });
}
