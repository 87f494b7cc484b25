import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { ConfigurationError } from '../../platform/config/configuration-error.js';
import { fingerprintOf } from './file-fingerprint.js';
import type { LoadedScenario } from './read-scenario.js';
import type { ScenarioSource } from './scenario-source.js';
import { ScenarioError } from './scenario.error.js';

/** The scenario that the model follows; where it is from a file, the file as it is now, or was before it broke. */
export class CurrentScenario implements OnModuleInit, OnModuleDestroy {
  private loaded: LoadedScenario;
  private refused: ScenarioError | undefined;
  private fingerprint: string | undefined;
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param pollMs - how often a file is looked at
   * @throws ConfigurationError when the scenario cannot be used: there is none before it that could stay
   */
  constructor(
    private readonly source: ScenarioSource,
    private readonly pollMs: number,
    private readonly logger: Pick<Logger, 'info' | 'error'>,
  ) {
    // Taken before the file is read: a change between the two is seen at the next look.
    this.fingerprint = fingerprintOf(source.watchedPath);
    try {
      this.loaded = source.read();
    } catch (error) {
      if (error instanceof ScenarioError) throw new ConfigurationError(error.message.split('\n'));
      throw error;
    }
  }

  get current(): LoadedScenario {
    return this.loaded;
  }

  /** Why the file as it is now is not followed; undefined when it is. */
  get problem(): string | undefined {
    return this.refused?.message;
  }

  onModuleInit(): void {
    if (this.source.watchedPath === undefined) return;
    // Not fs.watchFile: what it compares with is taken some time after the file was read.
    this.timer = setInterval(() => this.look(), this.pollMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Reads the file again if it is another one than at the last look, or is written anew. */
  look(): void {
    const fingerprint = fingerprintOf(this.source.watchedPath);
    if (fingerprint === this.fingerprint) return;
    this.fingerprint = fingerprint;
    try {
      this.follow(this.source.read());
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      this.refused = error;
      const line = { file: error.origin, problems: error.message.split('\n') };
      this.logger.error(line, 'the changed scenario is refused, the one before it stays');
    }
  }

  private follow(loaded: LoadedScenario): void {
    this.loaded = loaded;
    this.refused = undefined;
    this.logger.info(
      { file: this.source.watchedPath, scenario: loaded.file.name },
      'the scenario has changed',
    );
  }
}
