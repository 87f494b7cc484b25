import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { AGENT_SETTINGS, type AgentSettings } from '../../platform/config/agent.settings.js';
import { BODY_TYPES } from './chart-body.js';
import { BodyTooLongError, BodyTypeError } from './quickchart.errors.js';

/**
 * Hands bodies on as the bytes that came, up to the limit.
 *
 * A body that was seen before is answered without being parsed, and what is too long is refused by what its
 * header says, before any of it is read.
 */
@Injectable()
export class ChartBodies implements OnModuleInit {
  private readonly maxBytes: number;
  private readonly server: FastifyInstance;

  // While the modules are made: later Nest adds parsers of its own for what has none.
  constructor(host: HttpAdapterHost, @Inject(AGENT_SETTINGS) settings: AgentSettings) {
    const adapter = host.httpAdapter as unknown as FastifyAdapter;
    this.maxBytes = settings.CHART_MAX_BYTES;
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
    const { maxBytes } = this;
    this.server.addHook('onRequest', (request, _reply, done) => {
      const isTooLong = Number(request.headers['content-length'] ?? 0) > maxBytes;
      done(isTooLong ? new BodyTooLongError(maxBytes) : undefined);
    });
  }
}
