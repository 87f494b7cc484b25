import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../test/support/eventually.js';
import { CurrentScenario, ScenarioSource } from './current-scenario.js';

const yaml = (name: string) =>
  `{ name: ${name}, applications: [{ name: a, domain: d, latency: { serviceMs: 1 } }] }`;

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scenario-watching-'));
  path = join(folder, 'scenario.yaml');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function watching(pollMs: number): CurrentScenario {
  const settings = { SCENARIO: 'default', SCENARIO_FILE: path, SCENARIO_YAML: '', SEED: undefined };
  return new CurrentScenario(new ScenarioSource(settings), pollMs, { info: jest.fn(), error: jest.fn() });
}

describe('watching a scenario', () => {
  it('sees a change between its making and the first look', async () => {
    writeFileSync(path, yaml('first'));
    const scenario = watching(10);
    writeFileSync(path, yaml('the-second'));

    scenario.onModuleInit();
    await eventually('the change is seen', () => scenario.current.file.name === 'the-second');
    scenario.onModuleDestroy();
  });

  it('is started by Nest, although Nest did not make it', async () => {
    writeFileSync(path, yaml('first'));
    const scenario = watching(10);
    const providers = [{ provide: CurrentScenario, useValue: scenario }];
    const module = await Test.createTestingModule({ providers }).compile();
    await module.init();
    writeFileSync(path, yaml('the-second'));

    await eventually('the change is seen', () => scenario.current.file.name === 'the-second');
    await module.close();
  });

  it('looks at the file until it is told to end', () => {
    writeFileSync(path, yaml('first'));
    const scenario = watching(1000);
    const look = jest.spyOn(scenario, 'look');
    jest.useFakeTimers();
    try {
      scenario.onModuleInit();
      jest.advanceTimersByTime(3000);
      expect(look).toHaveBeenCalledTimes(3);

      scenario.onModuleDestroy();
      jest.advanceTimersByTime(3000);
      expect(look).toHaveBeenCalledTimes(3);
    } finally {
      jest.useRealTimers();
    }
  });
});
