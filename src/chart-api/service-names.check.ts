import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AGENT_SETTINGS, type AgentSettings } from '../platform/config/agent.settings.js';
import { ConfigurationError } from '../platform/config/configuration-error.js';
import { OwnAddresses } from './own-addresses.js';
import { RESERVED_NAMES } from './reserved-names.js';

/** Refuses the start where the name of a service shadows an address of the agent, or is shadowed by one. */
@Injectable()
export class ServiceNamesCheck implements OnApplicationBootstrap {
  constructor(
    @Inject(AGENT_SETTINGS) private readonly settings: AgentSettings,
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
