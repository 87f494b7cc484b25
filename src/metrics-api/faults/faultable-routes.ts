import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { InvalidInputError } from '../../platform/errors/catalogue.js';
import { refusal } from '../../platform/errors/expected.js';
import { isTouchable } from './fault-target.js';

/** The routes that faults may be put on. */
@Injectable()
export class FaultableRoutes {
  constructor(private readonly host: HttpAdapterHost) {}

  /**
   * Refuses a pattern that no request could match: a drill that is misspelt should not pass for one that was held.
   *
   * @throws InvalidInputError
   */
  check(route: string): void {
    if (isTouchable(route) && this.isPattern(route)) return;
    const sentence = refusal(
      'scope.route',
      'a route that faults may touch, such as /metrics/:appname,',
      route,
    );
    throw new InvalidInputError([{ field: 'scope.route', sentence }]);
  }

  private isPattern(route: string): boolean {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    // Looked up as if it were an address, a pattern leads to its own route: each parameter is then its own name.
    const found = server.findRoute({ method: 'GET', url: route }) as { params: object } | null;
    return found !== null && Object.entries(found.params).every(([name, value]) => value === `:${name}`);
  }
}
