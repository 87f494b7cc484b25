import { once } from 'node:events';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a proxy hands on what it is asked for beneath its prefix. */
export interface ProxyManner {
  /** The one path that is routed, without a slash at the end; all else is answered with 404. */
  readonly prefix: string;
  /** Takes the path that a caller asked for, gives the one that the service is asked for. */
  readonly rewrite: (path: string) => string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A proxy in front of one service, as an Ingress or a mesh gateway would be. */
export class ReverseProxy {
  /** What was asked for beside the prefix. */
  readonly strays: string[] = [];

  private constructor(private readonly server: Server) {}

  static async start(target: string, manner: ProxyManner): Promise<ReverseProxy> {
    const server = createServer();
    const proxy = new ReverseProxy(server);
    server.on('request', (incoming, outgoing) => {
      const path = incoming.url ?? '/';
      if (!lies(path, manner.prefix)) {
        proxy.strays.push(path);
        outgoing.writeHead(404).end('no route');
        return;
      }
      const headers: IncomingHttpHeaders = { ...incoming.headers, ...manner.headers };
      const hop = request(target + manner.rewrite(path), { method: incoming.method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      hop.on('error', () => outgoing.writeHead(502).end());
      incoming.pipe(hop);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}

/** Whether a path is the prefix itself or lies beneath it. */
function lies(path: string, prefix: string): boolean {
  return path.startsWith(prefix) && ['', '/', '?'].includes(path.charAt(prefix.length));
}
