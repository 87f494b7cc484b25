import { ConfigurationError } from '../../platform/config/configuration-error.js';
import type { MetricsApiSettings } from '../../platform/config/metrics-api.settings.js';
import { type LoadedScenario, readScenario } from './read-scenario.js';
import { readScenarioFile } from './read-scenario-file.js';
import { shippedScenarioPath, shippedScenarios } from './shipped-scenarios.js';

type Settings = Pick<MetricsApiSettings, 'SCENARIO' | 'SCENARIO_FILE' | 'SCENARIO_YAML' | 'SEED'>;

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
