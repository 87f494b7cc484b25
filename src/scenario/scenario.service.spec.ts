import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../test/support/eventually.js';
import { ScenarioSource } from './scenario-source.js';
import { ScenarioService, scenarioHealth } from './scenario.service.js';

const yaml = (name: string) =>
  `{ name: ${name}, applications: [{ name: a, domain: d, latency: { serviceMs: 1 } }] }`;

let folder: string;
let path: string;
const logger = { info: jest.fn(), error: jest.fn() };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scenario-service-'));
  path = join(folder, 'scenario.yaml');
  jest.clearAllMocks();
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function watching(pollMs = 1000): ScenarioService {
  const settings = { SCENARIO: 'default', SCENARIO_FILE: path, SCENARIO_YAML: '', SEED: undefined };
  return new ScenarioService(new ScenarioSource(settings), pollMs, logger);
}

/** Changes what a ConfigMap's volume holds as the kubelet does: a new folder, and one link that is replaced. */
function publish(version: string, text: string): void {
  mkdirSync(join(folder, version));
  writeFileSync(join(folder, version, 'scenario.yaml'), text);
  symlinkSync(version, join(folder, '..data_tmp'));
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
}

describe('ScenarioService', () => {
  it('reads a file again that was rewritten', () => {
    writeFileSync(path, yaml('first'));
    const scenario = watching();
    writeFileSync(path, yaml('the-second'));

    scenario.poll();
    const reloaded = scenario.current;
    scenario.poll();

    expect(reloaded.scenario.name).toBe('the-second');
    // Callers compare objects to find out whether the scenario has changed.
    expect(scenario.current).toBe(reloaded);
    expect(logger.info).toHaveBeenCalledTimes(1);
  });

  it('follows a ConfigMap volume, whose links are swapped', () => {
    publish('..1', yaml('alpha'));
    symlinkSync('..data/scenario.yaml', path);
    const scenario = watching();
    expect(scenario.current.file.name).toBe('alpha');

    publish('..2', yaml('gamma'));
    scenario.poll();

    expect(scenario.current.file.name).toBe('gamma');
  });

  it('keeps the previous scenario when the new one is invalid, logs that once and reports it', async () => {
    writeFileSync(path, yaml('first'));
    const scenario = watching();
    const before = scenario.current;
    writeFileSync(path, 'name: first\nseed: -1');

    scenario.poll();
    scenario.poll();

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

  it('uses the file again once it is fixed', async () => {
    writeFileSync(path, yaml('first'));
    const scenario = watching();
    writeFileSync(path, 'broken: [');
    scenario.poll();
    expect(scenario.problem).toBeDefined();
    writeFileSync(path, yaml('fixed'));

    scenario.poll();

    expect(scenario.problem).toBeUndefined();
    expect(scenario.current.file.name).toBe('fixed');
    expect(logger.info).toHaveBeenCalledWith({ file: path, scenario: 'fixed' }, expect.any(String));
    await expect(scenarioHealth(scenario).check()).resolves.toBeUndefined();
  });

  it('keeps the previous scenario while the file is missing', () => {
    writeFileSync(path, yaml('first'));
    const scenario = watching();
    rmSync(path);

    scenario.poll();
    scenario.poll();
    expect(scenario.problem).toContain(`${path}:1:1: The file cannot be read: ENOENT`);
    expect(scenario.current.file.name).toBe('first');
    expect(logger.error).toHaveBeenCalledTimes(1);

    writeFileSync(path, yaml('first'));
    scenario.poll();
    expect(scenario.problem).toBeUndefined();
  });

  it('refuses to start with an invalid scenario', () => {
    writeFileSync(path, 'name: first');

    expect(() => watching()).toThrow(
      expect.objectContaining({
        name: 'ConfigurationError',
        exitCode: 78,
        problems: [`${path}:1:1: Expected applications to be a list of at most 200 but it is missing`],
      }),
    );
  });

  it('is not required for readiness', () => {
    writeFileSync(path, yaml('first'));

    expect(scenarioHealth(watching())).toMatchObject({ name: 'scenario', required: false });
  });
});

describe('polling of the file', () => {
  it('detects a change between construction and the first poll', async () => {
    writeFileSync(path, yaml('first'));
    const scenario = watching(10);
    writeFileSync(path, yaml('the-second'));

    scenario.onModuleInit();
    await eventually('the change is detected', () => scenario.current.file.name === 'the-second');
    scenario.onModuleDestroy();
  });

  it('is started by Nest although Nest did not create it', async () => {
    writeFileSync(path, yaml('first'));
    const scenario = watching(10);
    const providers = [{ provide: ScenarioService, useValue: scenario }];
    const module = await Test.createTestingModule({ providers }).compile();
    await module.init();
    writeFileSync(path, yaml('the-second'));

    await eventually('the change is detected', () => scenario.current.file.name === 'the-second');
    await module.close();
  });

  it('polls until the module is destroyed', () => {
    writeFileSync(path, yaml('first'));
    const scenario = watching(1000);
    const poll = jest.spyOn(scenario, 'poll');
    jest.useFakeTimers();
    try {
      scenario.onModuleInit();
      jest.advanceTimersByTime(3000);
      expect(poll).toHaveBeenCalledTimes(3);

      scenario.onModuleDestroy();
      jest.advanceTimersByTime(3000);
      expect(poll).toHaveBeenCalledTimes(3);
    } finally {
      jest.useRealTimers();
    }
  });
});
