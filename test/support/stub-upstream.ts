import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A record as the metrics API sends it. */
export const RECORD = {
  performance_index: {
    failRatio: 0.25,
    failAmount: 20,
    accessAmount: 80,
    maxConcurrent: 12,
    minLatency: 40,
    avgLatency: 90,
  },
  host: 'stub',
  app_name: 'test-app',
  domain: 'test-domain',
};

/** A real server that takes the place of the metrics API. */
export interface StubUpstream {
  readonly port: number;
  close(): Promise<void>;
}

/** @param port - a free one by default */
export function httpUpstream(listener: RequestListener, port = 0): Promise<StubUpstream> {
  return listening(createServer(listener), port);
}

export function tcpUpstream(onConnection: (socket: Socket) => void): Promise<StubUpstream> {
  return listening(createTcpServer(onConnection), 0);
}

/** A port on which nothing listens; it was free just now. */
export async function unusedPort(): Promise<number> {
  const upstream = await tcpUpstream(() => {});
  await upstream.close();
  return upstream.port;
}

async function listening(server: Server, port: number): Promise<StubUpstream> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
