import type { IncomingMessage, ServerResponse } from 'node:http';
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
 * Requests in progress on one connection. Clients that pipeline send a few; a single read from the system can contain
 * thousands, each of which takes memory until its caller has received the answers before it.
 */
const MAX_PIPELINED = 32;

/**
 * Limits the connections of a server, and the requests in progress on them.
 *
 * A connection beyond the limit replaces the one that has been idle for the longest time, or else one whose caller has
 * not received what was sent: connections that send or read nothing cannot keep others out. While as many requests as
 * connections are in progress, only probes are answered on further ones; but connections with several requests, or
 * whose callers do not read, close first.
 */
export class Connections {
  /** Connections that closed to make room for others. */
  evicted = 0;
  /** Connections that closed because of too many requests in progress. */
  flooded = 0;
  readonly gate: Admission;
  /** The responses that are in progress, by connection. */
  private readonly responses = new Map<Socket, Set<ServerResponse>>();
  private readonly leave = new WeakMap<Socket, () => void>();
  /** Connections without a request, the longest idle first. */
  private readonly idle = new Set<Socket>();
  private inProgress = 0;

  constructor(private readonly max: number) {
    this.gate = new Admission(
      'connections',
      { count: max + RESERVE },
      () => new TooManyConnectionsError(max),
    );
  }

  /** Must be called before other hooks are added: what arrives on a closed connection is neither logged nor measured. */
  watch(server: FastifyInstance): void {
    server.server.on('connection', (socket: Socket) => this.accept(socket));
    // Before the listener that answers the request, which may be done at once.
    server.server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
      const responses = this.responses.get(socket);
      if (responses === undefined) return;
      this.idle.delete(socket);
      responses.add(response);
      this.inProgress += 1;
      response.once('close', () => this.ended(socket, response));
      if (responses.size <= MAX_PIPELINED) return;
      this.flooded += 1;
      this.close(socket);
    });
    // Node parses the rest of what it has read from a connection that is closed.
    server.addHook('onRequest', ({ raw }, reply, done) => {
      if (raw.socket.destroyed) void reply.hijack();
      else done();
    });
  }

  /** Refuses requests, apart from probes, while there are more in progress than connections are allowed. */
  refuseRequests(server: FastifyInstance): void {
    server.addHook('onRequest', ({ raw, routeOptions }, reply, done) => {
      if (this.inProgress <= this.max || PROBES.has(routeOptions.url)) return done();
      this.evict(this.pipelining() ?? this.unread());
      if (raw.socket.destroyed) void reply.hijack();
      else done(this.inProgress > this.max ? new TooManyConnectionsError(this.max) : undefined);
    });
  }

  observe(registry: Registry): void {
    observeAdmission(registry, this.gate);
    const counter = (name: string, help: string, read: () => number) =>
      new Counter({
        name,
        help,
        registers: [registry],
        collect() {
          this.reset();
          this.inc(read());
        },
      });
    counter(
      'connections_evicted_total',
      'Connections without progress that were closed to make room for others.',
      () => this.evicted,
    );
    counter(
      'connections_flooded_total',
      'Connections that were closed because of too many requests in progress.',
      () => this.flooded,
    );
  }

  private accept(socket: Socket): void {
    if (this.responses.size >= this.max + RESERVE) this.evict(this.withoutProgress());
    let leave;
    try {
      leave = this.gate.enter();
    } catch {
      return void socket.destroy();
    }
    const responses = new Set<ServerResponse>();
    this.responses.set(socket, responses);
    this.idle.add(socket);
    this.leave.set(socket, leave);
    socket.once('close', () => {
      this.forget(socket);
      for (const response of responses) closeQueued(response);
    });
  }

  private withoutProgress(): Socket | undefined {
    const [longestIdle] = this.idle;
    return longestIdle ?? this.pipelining() ?? this.unread();
  }

  /** The oldest connection with several requests. */
  private pipelining(): Socket | undefined {
    const busy = this.responses.size - this.idle.size;
    if (this.inProgress === busy) return undefined;
    for (const [socket, responses] of this.responses) if (responses.size > 1) return socket;
    return undefined;
  }

  /** The oldest connection whose caller has not received all that was sent. */
  private unread(): Socket | undefined {
    for (const socket of this.responses.keys()) if (socket.writableLength > 0) return socket;
    return undefined;
  }

  private evict(socket: Socket | undefined): void {
    if (socket === undefined) return;
    this.evicted += 1;
    this.close(socket);
  }

  private close(socket: Socket): void {
    // Its event comes too late for the connection that takes its place.
    this.forget(socket);
    socket.destroy();
  }

  private forget(socket: Socket): void {
    this.leave.get(socket)?.();
    this.inProgress -= this.responses.get(socket)?.size ?? 0;
    this.responses.delete(socket);
    this.idle.delete(socket);
  }

  private ended(socket: Socket, response: ServerResponse): void {
    const responses = this.responses.get(socket);
    // The connection has closed.
    if (responses === undefined) return;
    responses.delete(response);
    this.inProgress -= 1;
    if (responses.size === 0) this.idle.add(socket);
  }
}

/** Node emits no `close` for responses that wait for others of their connection; what they hold would be held forever. */
function closeQueued(response: ServerResponse): void {
  if (response.socket !== null || response.closed) return;
  response.destroy();
  response.emit('close');
}

// For files, threads, and connections to other services.
const OTHER_DESCRIPTORS = 400;

/** The setting, or fewer where the process may open fewer files. At least half of those are for connections. */
export function allowedConnections(setting: number, openFiles = maxOpenFiles()): number {
  const most = Math.max(openFiles - OTHER_DESCRIPTORS, Math.floor(openFiles / 2));
  return Math.min(setting, Math.max(1, most - RESERVE));
}
