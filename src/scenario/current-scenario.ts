import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import type { HealthCheck } from '../platform/health.module.js';
import type { ScenarioSettings } from './scenario.settings.js';
import { ConfigurationError } from '../platform/settings/read-settings.js';
import { type LoadedScenario, readScenario, readScenarioFile } from './read-scenario.js';
import { ScenarioError } from './scenario.errors.js';

/**
 * Text that is another one after a file was written, replaced, deleted or is reached over another symbolic link.
 *
 * @param path - undefined for no file: always the same
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

// The sources lie one folder less deep than what is compiled from them into dist.
const FOLDER = ['../../scenarios/', '../../../scenarios/']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path));

/** Names of the scenarios that come with the service, in alphabetical order. */
export function shippedScenarios(): string[] {
  if (FOLDER === undefined) return [];
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
  return files.map((file) => file.slice(0, -'.yaml'.length)).sort();
}

/** @param name - one of `shippedScenarios` */
export function shippedScenarioPath(name: string): string {
  return `${FOLDER}${name}.yaml`;
}

type Settings = Pick<ScenarioSettings, 'SCENARIO' | 'SCENARIO_FILE' | 'SCENARIO_YAML' | 'SEED'>;

/** Where the settings say that the scenario is. */
export class ScenarioSource {
  /** The file that may change while the service runs; undefined where the scenario cannot. */
  readonly watchedPath: string | undefined;

  /** @throws ConfigurationError when the settings name no scenario, or two */
  constructor(private readonly settings: Settings) {
    const { SCENARIO, SCENARIO_FILE, SCENARIO_YAML } = settings;
    if (SCENARIO_FILE && SCENARIO_YAML) {
      throw new ConfigurationError(['Expected SCENARIO_FILE or SCENARIO_YAML but received both']);
    }
    const shipped = shippedScenarios();
    if (!SCENARIO_FILE && !SCENARIO_YAML && !shipped.includes(SCENARIO)) {
      const expected = `one of ${shipped.join(', ')}`;
      throw new ConfigurationError([
        `Expected SCENARIO to be ${expected} but received "${SCENARIO}" (for example SCENARIO=online-shop)`,
      ]);
    }
    this.watchedPath = SCENARIO_FILE || undefined;
  }

  /** @throws ScenarioError */
  read(): LoadedScenario {
    const loaded = this.readAsWritten();
    const { SEED } = this.settings;
    if (SEED === undefined) return loaded;
    return { file: { ...loaded.file, seed: SEED }, scenario: { ...loaded.scenario, seed: SEED } };
  }

  private readAsWritten(): LoadedScenario {
    const { SCENARIO, SCENARIO_FILE, SCENARIO_YAML } = this.settings;
    if (SCENARIO_FILE) return readScenarioFile(SCENARIO_FILE);
    if (SCENARIO_YAML) return readScenario(SCENARIO_YAML, 'SCENARIO_YAML');
    return readScenarioFile(shippedScenarioPath(SCENARIO));
  }
}

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

/** Tells of a scenario that is refused; the one before it stays, so that the service is as ready as before. */
export function scenarioHealth(scenario: CurrentScenario): HealthCheck {
  return {
    name: 'scenario',
    required: false,
    check: () => {
      const { problem } = scenario;
      return problem === undefined ? Promise.resolve() : Promise.reject(new Error(problem));
    },
  };
}
