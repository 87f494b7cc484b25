import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

// Below the ephemeral ports of Linux and macOS, so that no outgoing connection takes a port while it is free, such as
// between two runs of a service.
const FIRST_PORT = 10_000;
const LAST_PORT = 32_000;

/** Listens on a port, and does nothing else, until it is released. */
export async function hold(port: number, host?: string): Promise<Server> {
  const server = createServer();
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

export async function isFree(port: number): Promise<boolean> {
  try {
    await release(await hold(port));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
}

export async function release(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

/** The first of a number of consecutive free ports, chosen at random. */
export async function freePort(count = 1): Promise<number> {
  for (;;) {
    const first = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT));
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const free = await Promise.all(ports.map(isFree));
    if (!free.includes(false)) return first;
  }
}
