import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Counter, type Registry } from 'prom-client';
import { Admission, observeAdmission } from '../admission.js';
import { maxOpenFiles } from '../open-files.js';
import { TooManyConnectionsError } from './http.errors.js';

const PROBES: ReadonlySet<string | undefined> = new Set(['/healthz', '/readyz']);

/** Further connections, so that a probe gets one while all others have a request. */
const RESERVE = 16;

/**
 * Limits the connections of a server.
 *
 * A connection beyond the limit replaces the one that has been idle for the longest time: connections that send nothing
 * cannot keep others out. While as many as allowed have a request, only probes are answered on further ones.
 */
export class Connections {
  /** Connections that closed to make room for others. */
  evicted = 0;
  readonly gate: Admission;
  /** Requests in progress, by connection. */
  private readonly requests = new Map<Socket, number>();
  private readonly leave = new WeakMap<Socket, () => void>();
  /** Connections without a request, the longest idle first. */
  private readonly idle = new Set<Socket>();

  constructor(private readonly max: number) {
    this.gate = new Admission(
      'connections',
      { count: max + RESERVE },
      () => new TooManyConnectionsError(max),
    );
  }

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => this.accept(socket));
    // Before the listener that answers the request, which may be done at once.
    server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
      this.idle.delete(socket);
      this.requests.set(socket, (this.requests.get(socket) ?? 0) + 1);
      response.once('close', () => this.ended(socket));
    });
  }

  /** Refuses requests, apart from probes, while there are more connections than allowed. */
  refuseRequests(server: FastifyInstance): void {
    server.addHook('onRequest', ({ routeOptions }, _reply, done) => {
      const busy = this.requests.size - this.idle.size;
      const isRefused = busy > this.max && !PROBES.has(routeOptions.url);
      done(isRefused ? new TooManyConnectionsError(this.max) : undefined);
    });
  }

  observe(registry: Registry): void {
    observeAdmission(registry, this.gate);
    const read = () => this.evicted;
    new Counter({
      name: 'connections_evicted_total',
      help: 'Idle connections that were closed to make room for new ones.',
      registers: [registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }

  private accept(socket: Socket): void {
    const [oldest] = this.idle;
    if (this.requests.size >= this.max + RESERVE && oldest !== undefined) this.evict(oldest);
    let leave;
    try {
      leave = this.gate.enter();
    } catch {
      return void socket.destroy();
    }
    this.requests.set(socket, 0);
    this.idle.add(socket);
    socket.once('close', () => this.forget(socket));
    this.leave.set(socket, leave);
  }

  private evict(socket: Socket): void {
    this.evicted += 1;
    // Its event comes too late for the connection that takes its place.
    this.forget(socket);
    socket.destroy();
  }

  private forget(socket: Socket): void {
    this.leave.get(socket)?.();
    this.requests.delete(socket);
    this.idle.delete(socket);
  }

  private ended(socket: Socket): void {
    const count = this.requests.get(socket);
    // The connection has closed.
    if (count === undefined) return;
    this.requests.set(socket, count - 1);
    if (count === 1) this.idle.add(socket);
  }
}

// For files, threads, and connections to other services.
const OTHER_DESCRIPTORS = 400;

/** The setting, or fewer where the process may open fewer files. At least half of those are for connections. */
export function allowedConnections(setting: number, openFiles = maxOpenFiles()): number {
  const most = Math.max(openFiles - OTHER_DESCRIPTORS, Math.floor(openFiles / 2));
  return Math.min(setting, Math.max(1, most - RESERVE));
}
