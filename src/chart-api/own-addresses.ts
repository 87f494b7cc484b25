import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';

/** The addresses of the agent itself, by their first segments: `docs`, `api.html`. */
@Injectable()
export class OwnAddresses {
  private readonly segments = new Set<string>();

  constructor(adapterHost: HttpAdapterHost) {
    // Made before any route is registered, it sees all of them.
    const server = adapterHost.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('onRoute', ({ url }) => void this.segments.add(url.split('/')[1] ?? ''));
  }

  has(segment: string): boolean {
    return this.segments.has(segment);
  }

  /** The same, where the ending of a file is none of the address: `/api.html` is in the way of `api`. */
  hasWord(word: string): boolean {
    return [...this.segments].some((segment) => segment.split('.')[0] === word);
  }
}
