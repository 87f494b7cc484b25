import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

// Below the ports that Linux and macOS give to outgoing connections: a port that is free for a while, as when
// a service is stopped and started again, is then not taken by some connection in between.
const FIRST_PORT = 10_000;
const LAST_PORT = 32_000;

/** Listens on a port and does nothing else, until it is closed. */
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

/** The first of some neighbouring ports that are all free, chosen at random. */
export async function freePort(neighbours = 1): Promise<number> {
  for (;;) {
    const first = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT));
    const ports = Array.from({ length: neighbours }, (_, index) => first + index);
    const free = await Promise.all(ports.map(isFree));
    if (!free.includes(false)) return first;
  }
}
