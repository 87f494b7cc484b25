import { once } from 'node:events';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a proxy forwards requests under its prefix. */
export interface ProxyOptions {
  /** The only path that is routed, without a trailing slash; others get 404. */
  readonly prefix: string;
  /** Maps the path of a request to the path that is sent to the service. */
  readonly rewrite: (path: string) => string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A proxy in front of one service, as an Ingress or a mesh gateway is. */
export class ReverseProxy {
  /** Paths outside the prefix that were requested. */
  readonly strays: string[] = [];

  private constructor(private readonly server: Server) {}

  static async start(target: string, options: ProxyOptions): Promise<ReverseProxy> {
    const server = createServer();
    const proxy = new ReverseProxy(server);
    server.on('request', (incoming, outgoing) => {
      const path = incoming.url ?? '/';
      if (!isUnder(path, options.prefix)) {
        proxy.strays.push(path);
        outgoing.writeHead(404).end('no route');
        return;
      }
      const headers: IncomingHttpHeaders = { ...incoming.headers, ...options.headers };
      const hop = request(target + options.rewrite(path), { method: incoming.method, headers }, (answer) => {
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

/** Whether a path is the prefix or is under it. */
function isUnder(path: string, prefix: string): boolean {
  return path.startsWith(prefix) && ['', '/', '?'].includes(path.charAt(prefix.length));
}
