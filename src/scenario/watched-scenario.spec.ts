import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CurrentScenario, ScenarioSource, scenarioHealth } from './current-scenario.js';

const yaml = (name: string) =>
  `{ name: ${name}, applications: [{ name: a, domain: d, latency: { serviceMs: 1 } }] }`;

let folder: string;
let path: string;
const logger = { info: jest.fn(), error: jest.fn() };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watched-scenario-'));
  path = join(folder, 'scenario.yaml');
  jest.clearAllMocks();
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function watching(): CurrentScenario {
  const settings = { SCENARIO: 'default', SCENARIO_FILE: path, SCENARIO_YAML: '', SEED: undefined };
  return new CurrentScenario(new ScenarioSource(settings), 1000, logger);
}

/** Changes what a ConfigMap's volume holds as the kubelet does: a new folder, and one link that is replaced. */
function publish(version: string, text: string): void {
  mkdirSync(join(folder, version));
  writeFileSync(join(folder, version, 'scenario.yaml'), text);
  symlinkSync(version, join(folder, '..data_tmp'));
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
}

describe('CurrentScenario', () => {
  it('follows a file that is written anew', () => {
    writeFileSync(path, yaml('first'));
    const scenario = watching();
    writeFileSync(path, yaml('the-second'));

    scenario.look();
    const taken = scenario.current;
    scenario.look();

    expect(taken.scenario.name).toBe('the-second');
    // Whoever keeps something for a scenario tells by the object whether it is another one.
    expect(scenario.current).toBe(taken);
    expect(logger.info).toHaveBeenCalledTimes(1);
  });

  it('follows a ConfigMap, whose links are swapped', () => {
    publish('..1', yaml('alpha'));
    symlinkSync('..data/scenario.yaml', path);
    const scenario = watching();
    expect(scenario.current.file.name).toBe('alpha');

    publish('..2', yaml('gamma'));
    scenario.look();

    expect(scenario.current.file.name).toBe('gamma');
  });

  it('keeps the old one when the new one is broken, logs that once, and tells', async () => {
    writeFileSync(path, yaml('first'));
    const scenario = watching();
    const before = scenario.current;
    writeFileSync(path, 'name: first\nseed: -1');

    scenario.look();
    scenario.look();

    const problems = [
      `${path}:1:1: Expected applications to be a list of at most 200 but it is missing`,
      `${path}:2:7: Expected seed to be an integer between 0 and 4294967295 but received -1`,
    ];
    expect(scenario.current.file.name).toBe('first');
    expect(scenario.problem).toBe(problems.join('\n'));
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledWith({ file: path, problems }, expect.any(String));
    expect(scenario.current).toBe(before);
    await expect(scenarioHealth(scenario).check()).rejects.toThrow(problems.join('\n'));
  });

  it('takes the file again once it is mended', async () => {
    writeFileSync(path, yaml('first'));
    const scenario = watching();
    writeFileSync(path, 'broken: [');
    scenario.look();
    expect(scenario.problem).toBeDefined();
    writeFileSync(path, yaml('mended'));

    scenario.look();

    expect(scenario.problem).toBeUndefined();
    expect(scenario.current.file.name).toBe('mended');
    expect(logger.info).toHaveBeenCalledWith({ file: path, scenario: 'mended' }, expect.any(String));
    await expect(scenarioHealth(scenario).check()).resolves.toBeUndefined();
  });

  it('keeps the old one when the file goes, until it comes back', () => {
    writeFileSync(path, yaml('first'));
    const scenario = watching();
    rmSync(path);

    scenario.look();
    scenario.look();
    expect(scenario.problem).toContain(`${path}:1:1: The file cannot be read: ENOENT`);
    expect(scenario.current.file.name).toBe('first');
    expect(logger.error).toHaveBeenCalledTimes(1);

    writeFileSync(path, yaml('first'));
    scenario.look();
    expect(scenario.problem).toBeUndefined();
  });

  it('ends the start where the first scenario is bad', () => {
    writeFileSync(path, 'name: first');

    expect(() => watching()).toThrow(
      expect.objectContaining({
        name: 'ConfigurationError',
        exitCode: 78,
        problems: [`${path}:1:1: Expected applications to be a list of at most 200 but it is missing`],
      }),
    );
  });

  it('tells of a health that the service does not depend on', () => {
    writeFileSync(path, yaml('first'));

    expect(scenarioHealth(watching())).toMatchObject({ name: 'scenario', required: false });
  });
});
