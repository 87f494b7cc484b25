import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AGENT_SETTINGS, type AgentSettings } from '../platform/config/agent.settings.js';
import { ConfigurationError } from '../platform/config/configuration-error.js';
import { type SubPaths, subPathOf } from '../platform/subpath/sub-paths.js';
import { PUBLISHED_NAMES, subPathsOf } from './addresses.js';
import { OwnAddresses } from './own-addresses.js';

/** Refuses the start where a base path would shadow an address of the agent, or of a service that it charts. */
@Injectable()
export class BasePathsCheck implements OnApplicationBootstrap {
  private readonly charts: ReadonlySet<string>;

  constructor(
    @Inject(AGENT_SETTINGS) private readonly settings: AgentSettings,
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
