import { statSync } from 'node:fs';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import type { HealthCheck } from '../platform/health.module.js';
import { ConfigurationError } from '../platform/settings/read-settings.js';
import type { LoadedScenario } from './read-scenario.js';
import type { ScenarioSource } from './scenario-source.js';
import { ScenarioError } from './scenario.errors.js';

/**
 * Holds the scenario that the model follows. When it comes from a file, the file is polled: a valid change takes
 * effect, and an invalid one is reported while the last valid scenario stays in effect.
 */
export class ScenarioService implements OnModuleInit, OnModuleDestroy {
  private loaded: LoadedScenario;
  private rejection: ScenarioError | undefined;
  private fingerprint: string | undefined;
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param pollMs - how often the file is checked for changes
   * @throws ConfigurationError when the scenario is invalid: there is no earlier one to fall back to
   */
  constructor(
    private readonly source: ScenarioSource,
    private readonly pollMs: number,
    private readonly logger: Pick<Logger, 'info' | 'error'>,
  ) {
    // Taken before the file is read, so that a change between the two is detected by the next poll.
    this.fingerprint = fingerprintOf(source.watchedPath);
    try {
      this.loaded = source.read();
    } catch (error) {
      if (error instanceof ScenarioError) throw new ConfigurationError(error.message.split('\n'));
      throw error;
    }
  }

  /** The scenario in effect; another object after each change. */
  get current(): LoadedScenario {
    return this.loaded;
  }

  /** Why the file in its present state is not in effect; undefined when it is. */
  get problem(): string | undefined {
    return this.rejection?.message;
  }

  onModuleInit(): void {
    if (this.source.watchedPath === undefined) return;
    // Not fs.watchFile: its first comparison is with the file as it is some time after the constructor read it.
    this.timer = setInterval(() => this.poll(), this.pollMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Reads the file again if it has changed since the last poll. */
  poll(): void {
    const fingerprint = fingerprintOf(this.source.watchedPath);
    if (fingerprint === this.fingerprint) return;
    this.fingerprint = fingerprint;
    try {
      this.loaded = this.source.read();
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      this.rejection = error;
      const line = { file: error.origin, problems: error.message.split('\n') };
      this.logger.error(line, 'the changed scenario is invalid; keeping the previous one');
      return;
    }
    this.rejection = undefined;
    this.logger.info({ file: this.source.watchedPath, scenario: this.loaded.file.name }, 'scenario reloaded');
  }
}

/**
 * A text that changes when the file is written, replaced, deleted, or reached over another symbolic link.
 *
 * @param path - undefined for no file: always the same text
 */
function fingerprintOf(path: string | undefined): string {
  if (path === undefined) return 'no file';
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
  } catch (error) {
    return (error as Error).message;
  }
}

/** Reports a changed scenario that is invalid. Not required: the service keeps working with the previous one. */
export function scenarioHealth(scenario: ScenarioService): HealthCheck {
  return {
    name: 'scenario',
    required: false,
    check: () => {
      const { problem } = scenario;
      return problem === undefined ? Promise.resolve() : Promise.reject(new Error(problem));
    },
  };
}
