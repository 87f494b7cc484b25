import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';

export interface ServerSentEvent {
  readonly id: string;
  readonly data: string;
}

/** Reads Server-Sent Events as they arrive. Unlike a browser, it can pause. */
export class EventReader {
  readonly ended: Promise<unknown>;
  private readonly events: ServerSentEvent[] = [];
  private commentCount = 0;
  private rest = '';
  private wake: () => void = () => {};

  private constructor(
    private readonly client: ClientRequest,
    private readonly response: IncomingMessage,
  ) {
    this.ended = new Promise((resolve) => response.once('close', resolve));
    response.setEncoding('utf8').on('data', (chunk: string) => this.read(chunk));
    response.on('error', () => {});
  }

  static async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventReader> {
    const client = request(url, { headers, agent: false }).end();
    const [response] = (await once(client, 'response')) as [IncomingMessage];
    if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`);
    return new EventReader(client, response);
  }

  get contentType(): string | undefined {
    return this.response.headers['content-type'];
  }

  /** The first `count` events, once they have arrived. */
  async take(count: number): Promise<readonly ServerSentEvent[]> {
    while (this.events.length < count) await new Promise<void>((resolve) => (this.wake = resolve));
    return this.events.slice(0, count);
  }

  /** Resolves once `count` comments have arrived. */
  async comments(count: number): Promise<void> {
    while (this.commentCount < count) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  pause(): void {
    this.response.pause();
  }

  resume(): void {
    this.response.resume();
  }

  close(): void {
    this.client.destroy();
  }

  private read(chunk: string): void {
    const blocks = (this.rest + chunk).split('\n\n');
    this.rest = blocks.pop()!;
    for (const block of blocks) {
      const lines = block.split('\n');
      const valueOf = (field: string) =>
        lines.find((line) => line.startsWith(`${field}: `))?.slice(field.length + 2);
      if (block.startsWith(':')) this.commentCount += 1;
      else this.events.push({ id: valueOf('id') ?? '', data: valueOf('data') ?? '' });
    }
    this.wake();
  }
}
