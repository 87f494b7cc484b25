import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { AGENT_SETTINGS, type AgentSettings } from '../platform/config/agent.settings.js';
import { ConfigurationError } from '../platform/config/configuration-error.js';
import { RESERVED_NAMES } from './reserved-names.js';

/** Refuses the start where the name of a service shadows an address of the agent, or is shadowed by one. */
@Injectable()
export class ServiceNamesCheck implements OnApplicationBootstrap {
  private readonly routes = new Set<string>();

  constructor(
    @Inject(AGENT_SETTINGS) private readonly settings: AgentSettings,
    adapterHost: HttpAdapterHost,
  ) {
    // Made before any route is registered, it sees all of them.
    const server = adapterHost.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('onRoute', ({ url }) => void this.routes.add(firstWord(url)));
  }

  /** @throws ConfigurationError naming each name that is taken */
  onApplicationBootstrap(): void {
    const taken = this.settings.SERVICES.filter(
      ({ name }) => RESERVED_NAMES.has(name) || this.routes.has(name),
    );
    if (taken.length === 0) return;
    throw new ConfigurationError(
      taken.map(
        ({ name }) =>
          `Expected SERVICES to have names that are free but received "${name}": /${name} is an address of the agent itself`,
      ),
    );
  }
}

/** The first segment of a path, without the ending of a file: `/api.html` is in the way of `api`. */
function firstWord(url: string): string {
  return (url.split('/')[1] ?? '').split('.')[0] ?? '';
}
