import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConfigurationError } from '../platform/settings/read-settings.js';
import { type LoadedScenario, readScenario, readScenarioFile } from './read-scenario.js';
import type { ScenarioSettings } from './scenario.settings.js';

// The source files are one folder level above the files that are compiled from them into dist.
const SHIPPED_FOLDER = ['../../scenarios/', '../../../scenarios/']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path));

/** Names of the scenarios that ship with the service, in alphabetical order. */
export function shippedScenarios(): string[] {
  if (SHIPPED_FOLDER === undefined) return [];
  const files = readdirSync(SHIPPED_FOLDER).filter((file) => file.endsWith('.yaml'));
  return files.map((file) => file.slice(0, -'.yaml'.length)).sort();
}

/** @param name - one of `shippedScenarios` */
export function shippedScenarioPath(name: string): string {
  return `${SHIPPED_FOLDER}${name}.yaml`;
}

type SourceSettings = Pick<ScenarioSettings, 'SCENARIO' | 'SCENARIO_FILE' | 'SCENARIO_YAML' | 'SEED'>;

/** Reads the scenario from where the settings say: shipped with the service, a file, or a text. */
export class ScenarioSource {
  /** The file that may change while the service runs; undefined when the scenario cannot change. */
  readonly watchedPath: string | undefined;

  /** @throws ConfigurationError when the settings name no scenario, or two */
  constructor(private readonly settings: SourceSettings) {
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

  /**
   * The scenario, with SEED in place of its own seed if SEED is set.
   *
   * @throws ScenarioError
   */
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
