import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AGENT_SETTINGS, type AgentSettings } from '../../platform/config/agent.settings.js';
import { RenderQueueFullError } from '../../platform/errors/catalogue.js';
import { ByteRoom } from '../../platform/byte-room.js';
import { BODY_TYPES } from './chart-body.js';
import { BodyTooLongError, BodyTypeError } from './quickchart.errors.js';

/**
 * Hands bodies on as the bytes that came, up to the limit.
 *
 * A body that was seen before is answered without being parsed, and what is too long is refused by what its
 * header says, before any of it is read. So is one more where many are held: of a megabyte each, few fill the memory.
 */
@Injectable()
export class ChartBodies implements OnModuleInit {
  private readonly maxBytes: number;
  private readonly room: ByteRoom;
  private readonly server: FastifyInstance;

  // While the modules are made: later Nest adds parsers of its own for what has none.
  constructor(host: HttpAdapterHost, @Inject(AGENT_SETTINGS) settings: AgentSettings) {
    const adapter = host.httpAdapter as unknown as FastifyAdapter;
    this.maxBytes = settings.CHART_MAX_BYTES;
    this.room = new ByteRoom(settings.RENDER_QUEUE_BYTES);
    this.server = adapter.getInstance<FastifyInstance>();
    for (const type of BODY_TYPES) {
      const options = { bodyLimit: this.maxBytes };
      adapter.useBodyParser(type, false, options, (_request, body, done) => done(null, body));
    }
    this.server.removeContentTypeParser('text/plain');
    this.server.addContentTypeParser('*', (request, _body, done) =>
      done(new BodyTypeError(request.headers['content-type'] ?? 'none')),
    );
  }

  /** After the hooks that give each request its id, its measurement and its line in the log. */
  onModuleInit(): void {
    this.server.addHook('onRequest', ({ headers }, reply, done) => {
      const bytes = this.longestBody(headers);
      // Probes and pictures by address bring none: they have a place however much is held.
      if (bytes === 0) return done();
      if (bytes > this.maxBytes) return done(new BodyTooLongError(this.maxBytes));
      if (!this.room.has(bytes)) return done(new RenderQueueFullError(`Bodies of ${this.room.taken} bytes`));
      this.room.take(bytes);
      reply.raw.once('close', () => this.room.giveBack(bytes));
      done();
    });
  }

  /** What a request's body may come to: what its header says, or the limit where it is sent in chunks. */
  private longestBody(headers: FastifyRequest['headers']): number {
    return headers['transfer-encoding'] === undefined
      ? Number(headers['content-length'] ?? 0)
      : this.maxBytes;
  }
}
