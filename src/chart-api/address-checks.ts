import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { type SubPaths, subPathOf } from '../platform/http/sub-paths.js';
import { ConfigurationError, SETTINGS } from '../platform/settings/read-settings.js';
import type { ChartApiSettings } from './chart-api.settings.js';
import { PUBLISHED_NAMES, RESERVED_NAMES, subPathsOf } from './addresses.js';

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

/** Refuses the start where a base path would shadow an address of the agent, or of a service that it charts. */
@Injectable()
export class BasePathsCheck implements OnApplicationBootstrap {
  private readonly charts: ReadonlySet<string>;

  constructor(
    @Inject(SETTINGS) private readonly settings: ChartApiSettings,
    private readonly own: OwnAddresses,
  ) {
    this.charts = new Set([...PUBLISHED_NAMES, ...settings.SERVICES.map(({ name }) => name)]);
  }

  /** @throws ConfigurationError naming each base path that is taken */
  onApplicationBootstrap(): void {
    const subPaths = subPathsOf(this.settings);
    const taken = subPaths.basePaths.filter((path) => this.isAddress(firstSegment(path, subPaths)));
    if (taken.length === 0) return;
    throw new ConfigurationError(
      taken.map(
        (path) =>
          `Expected BASE_PATHS to be paths that are free but received "${path}": /${firstSegment(path, subPaths)} is an address of the agent, or of a service of SERVICES`,
      ),
    );
  }

  private isAddress(segment: string): boolean {
    // A chart's name with the ending of a format is an address too.
    const name = segment.split('.')[0] ?? '';
    return this.own.has(segment) || this.charts.has(name);
  }
}

/** Of a path beneath another sub-path, that of the rest: every address answers there as well. */
function firstSegment(path: string, subPaths: SubPaths): string {
  return path.slice(subPathOf(path, subPaths).length).split('/')[1] ?? '';
}

/** Refuses the start where the name of a service shadows an address of the agent, or is shadowed by one. */
@Injectable()
export class ServiceNamesCheck implements OnApplicationBootstrap {
  constructor(
    @Inject(SETTINGS) private readonly settings: ChartApiSettings,
    private readonly own: OwnAddresses,
  ) {}

  /** @throws ConfigurationError naming each name that is taken */
  onApplicationBootstrap(): void {
    const taken = this.settings.SERVICES.filter(
      ({ name }) => RESERVED_NAMES.has(name) || this.own.hasWord(name),
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
