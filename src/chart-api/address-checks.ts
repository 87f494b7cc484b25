import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { SUB_PATHS, type SubPaths, subPathOf } from '../platform/http/sub-paths.js';
import { ConfigurationError, SETTINGS } from '../platform/settings/read-settings.js';
import type { SourcesSettings } from '../sources/sources.settings.js';
import { OWN_PICTURES, OWN_SEGMENTS, PUBLISHED_NAMES, RESERVED_NAMES } from './addresses.js';

// No request names this host (RFC 2606, section 2).
const UNREACHABLE_HOST = 'hidden-by-a-service.invalid';

/**
 * Keeps the addresses in the settings and the agent's own addresses apart.
 *
 * A base path that would hide an address, and a service with a reserved name, prevent startup. A service whose name is
 * not reserved keeps its address, even where the agent itself has a route.
 */
@Injectable()
export class AddressChecks implements OnApplicationBootstrap {
  private readonly logger = new Logger(AddressChecks.name);
  private readonly services: ReadonlySet<string>;
  private readonly hiddenPaths = new Set<string>();

  constructor(
    adapterHost: HttpAdapterHost,
    @Inject(SETTINGS) settings: Pick<SourcesSettings, 'SERVICES'>,
    @Inject(SUB_PATHS) private readonly subPaths: SubPaths,
  ) {
    this.services = new Set(settings.SERVICES.map(({ name }) => name));
    // Providers are created before any route is registered, so the hook sees all of them.
    const server = adapterHost.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('onRoute', (route) => this.giveWayToService(route));
  }

  /** @throws ConfigurationError naming each base path and each service that cannot be used */
  onApplicationBootstrap(): void {
    const problems = [...this.basePathProblems(), ...this.serviceNameProblems()];
    if (problems.length > 0) throw new ConfigurationError(problems);
    for (const path of this.hiddenPaths) {
      this.logger.warn(
        `${path} shows the service of that name in SERVICES and hides the agent's own address`,
      );
    }
  }

  /** Keeps a route that would hide a service's picture from matching, so that the router finds the picture's route. */
  private giveWayToService(route: RouteOptions): void {
    const [, name] = /^\/([^/.]+)(\.[^/]*)?$/.exec(route.url) ?? [];
    const isRead = [route.method].flat().some((method) => method === 'GET' || method === 'HEAD');
    if (name === undefined || !isRead || !this.services.has(name)) return;
    route.constraints = { ...route.constraints, host: UNREACHABLE_HOST };
    this.hiddenPaths.add(route.url);
  }

  private basePathProblems(): string[] {
    return this.subPaths.basePaths.flatMap((path) => {
      const segment = firstSegment(path, this.subPaths);
      if (!this.isAddress(segment)) return [];
      return `Expected BASE_PATHS to be unused paths but received "${path}": /${segment} is an address of the agent or of a service in SERVICES`;
    });
  }

  private isAddress(segment: string): boolean {
    // The name of a service, a chart or the graph with the extension of a format is an address too.
    const name = segment.split('.')[0] ?? '';
    const published: readonly string[] = PUBLISHED_NAMES;
    return (
      OWN_SEGMENTS.includes(segment) ||
      OWN_PICTURES.includes(name) ||
      published.includes(name) ||
      this.services.has(name)
    );
  }

  private serviceNameProblems(): string[] {
    return [...this.services]
      .filter((name) => RESERVED_NAMES.has(name))
      .map(
        (name) =>
          `Expected SERVICES to have unreserved names but received "${name}": /${name} is an address of the agent`,
      );
  }
}

/** The first segment of a path; of a path under another sub-path, the first after it: every route answers there too. */
function firstSegment(path: string, subPaths: SubPaths): string {
  return path.slice(subPathOf(path, subPaths).length).split('/')[1] ?? '';
}
