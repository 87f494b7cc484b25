import type { ServerResponse } from 'node:http';

/** Callers that are slower than this hold memory that others need. */
export const LEAST_BYTES_PER_SECOND = 10_000;

/**
 * Closes the connection of a streamed response as soon as its caller is too far behind the least rate. A caller that
 * receives nothing is so far behind after just that time.
 *
 * The clock runs only while bytes wait for the caller, not while the service computes the next ones.
 *
 * @param behindMs - how far a caller may be behind LEAST_BYTES_PER_SECOND
 */
export function closeWhenBehind(response: ServerResponse, behindMs: number): void {
  const intervalMs = Math.min(1000, behindMs / 10);
  let behind = 0;
  let received = 0;
  const check = () => {
    const { socket } = response;
    // An earlier response of this connection is still being sent.
    if (socket === null) return;
    const receivedNow = socket.bytesWritten - socket.writableLength;
    const creditMs = ((receivedNow - received) / LEAST_BYTES_PER_SECOND) * 1000;
    // Not the time since the last check: the caller is not to blame for a busy service.
    const waitedMs = socket.writableLength > 0 ? intervalMs : 0;
    received = receivedNow;
    behind = Math.max(0, behind + waitedMs - creditMs);
    if (behind >= behindMs) socket.destroy();
  };
  const timer = setInterval(check, intervalMs).unref();
  response.once('close', () => clearInterval(timer));
  // Otherwise Node.js closes the connection when an earlier response has left a time limit on its socket.
  response.on('timeout', () => undefined);
}
