import { request } from 'node:http';
import { connect } from 'node:net';
import type { HostileRequest } from './hostile-requests.js';

/** What a request got: an answer, a closed connection, or nothing within the time limit. */
export interface Outcome {
  readonly status: number | 'closed' | 'hang';
  readonly type: string;
  /** The beginning of the body. */
  readonly body: string;
}

const LIMIT_MS = 10_000;
/** Streams do not end, and exports take long: as much as this is read, for as long. */
const READ_BYTES = 200_000;
const READ_MS = 2000;

/** Sends a request, and reads the beginning of its answer. */
export function send(port: number, hostile: HostileRequest): Promise<Outcome> {
  return 'bytes' in hostile ? sendBytes(port, hostile.bytes) : sendRequest(port, hostile);
}

function sendRequest(
  port: number,
  { method, path, headers, body }: Exclude<HostileRequest, { bytes: string }>,
) {
  return new Promise<Outcome>((resolve) => {
    const end = (outcome: Outcome) => {
      clearTimeout(timer);
      sending.destroy();
      resolve(outcome);
    };
    const options = {
      port,
      host: '127.0.0.1',
      method,
      path: path.replace(/[^\x21-\x7e]/g, '%'),
      headers,
      agent: false,
    } as const;
    const sending = request(options, (response) => {
      const { statusCode: status = 0 } = response;
      const type = response.headers['content-type'] ?? '';
      let text = '';
      const answered = () => {
        clearTimeout(reading);
        end({ status, type, body: text });
      };
      const reading = setTimeout(answered, READ_MS);
      response.setEncoding('latin1');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > READ_BYTES || type.startsWith('text/event-stream')) answered();
      });
      response.on('end', answered).on('error', () => end({ status: 'closed', type, body: text }));
    });
    sending.on('error', () => end({ status: 'closed', type: '', body: '' }));
    sending.on('upgrade', () => end({ status: 'closed', type: '', body: '' }));
    const timer = setTimeout(() => end({ status: 'hang', type: '', body: '' }), LIMIT_MS);
    sending.end(body);
  });
}

/** Sends bytes, and no more: whoever waits for the rest must give up. */
function sendBytes(port: number, bytes: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const end = () => {
      clearTimeout(timer);
      socket.destroy();
      const [, status] = /^HTTP\/1\.\d (\d{3})/.exec(text) ?? [];
      resolve({ status: status === undefined ? 'closed' : Number(status), type: '', body: text });
    };
    // A caller that has sent part of a request and leaves.
    const timer = setTimeout(end, 200);
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (text.length > READ_BYTES) end();
    });
    socket.on('close', end).on('error', end);
    socket.write(Buffer.from(bytes, 'latin1'));
  });
}
