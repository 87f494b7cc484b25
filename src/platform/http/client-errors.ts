import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { PROBLEM_CONTENT_TYPE } from '../errors/problem.js';

/** What Node's parser says of a request that never became one. */
interface ClientError extends Error {
  readonly code?: string;
}

/**
 * Answers what never became a request, such as a line that is too long, with a problem document.
 *
 * @param maxHeaderBytes - what the server takes of request line and headers together
 * @see https://nodejs.org/docs/latest-v20.x/api/http.html#event-clienterror
 */
export function clientErrorHandler(maxHeaderBytes: number) {
  return (error: ClientError, socket: Socket): void => {
    // Nobody is there to read an answer.
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const [status, detail] = refusalOf(error.code, maxHeaderBytes);
    const title = STATUS_CODES[status] ?? 'Error';
    const code = title.toUpperCase().replace(/\W+/g, '_');
    const body = JSON.stringify({ type: 'about:blank', title, status, detail, code });
    const headers = [
      `HTTP/1.1 ${status} ${title}`,
      `content-type: ${PROBLEM_CONTENT_TYPE}`,
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
    ];
    socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
  };
}

function refusalOf(code: string | undefined, maxHeaderBytes: number): [status: number, detail: string] {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return [
      431,
      `Expected the address and the headers to be at most ${maxHeaderBytes} bytes together; what is longer can be posted`,
    ];
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, 'The request took too long to arrive'];
  return [400, 'What came is not HTTP'];
}
