import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScenarioSource } from './scenario-source.js';

const NONE = { SCENARIO: 'default', SCENARIO_FILE: '', SCENARIO_YAML: '', SEED: undefined };
const YAML = '{ name: mine, seed: 7, applications: [{ name: a, domain: d, latency: { serviceMs: 1 } }] }';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scenario-source-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('ScenarioSource', () => {
  it('reads a shipped scenario by its name and does not watch it', () => {
    const source = new ScenarioSource({ ...NONE, SCENARIO: 'online-shop' });

    expect(source.read().scenario.name).toBe('online-shop');
    expect(source.watchedPath).toBeUndefined();
  });

  it('reads a text and names the variable in its problems', () => {
    expect(new ScenarioSource({ ...NONE, SCENARIO_YAML: YAML }).read().scenario.name).toBe('mine');
    expect(() => new ScenarioSource({ ...NONE, SCENARIO_YAML: 'a: &b c' }).read()).toThrow(
      'SCENARIO_YAML:1:4: Anchors',
    );
  });

  it('reads a file and reports its path for watching', () => {
    const path = join(folder, 'mine.yaml');
    writeFileSync(path, YAML);
    const source = new ScenarioSource({ ...NONE, SCENARIO_FILE: path });

    expect(source.read().scenario.name).toBe('mine');
    expect(source.watchedPath).toBe(path);
  });

  it('replaces the seed of the scenario, also in the effective file', () => {
    expect(new ScenarioSource({ ...NONE, SCENARIO_YAML: YAML }).read()).toMatchObject({
      file: { seed: 7 },
      scenario: { seed: 7 },
    });
    expect(new ScenarioSource({ ...NONE, SCENARIO_YAML: YAML, SEED: 0 }).read()).toMatchObject({
      file: { seed: 0 },
      scenario: { seed: 0 },
    });
  });

  it.each([
    [
      { SCENARIO: 'shop' },
      'Expected SCENARIO to be one of default, noisy-neighbour, online-shop, slo-burn but received "shop" (for example SCENARIO=online-shop)',
    ],
    [{ SCENARIO_FILE: 'a', SCENARIO_YAML: 'b' }, 'Expected SCENARIO_FILE or SCENARIO_YAML but received both'],
  ])('refuses %j as an invalid configuration', (settings, message) => {
    expect(() => new ScenarioSource({ ...NONE, ...settings })).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', message }),
    );
  });

  it('says why a file cannot be read', () => {
    const missing = join(folder, 'missing.yaml');
    const binary = join(folder, 'binary.yaml');
    writeFileSync(binary, Buffer.from([0x61, 0xff]));

    expect(() => new ScenarioSource({ ...NONE, SCENARIO_FILE: missing }).read()).toThrow(
      `${missing}:1:1: The file cannot be read: ENOENT`,
    );
    expect(() => new ScenarioSource({ ...NONE, SCENARIO_FILE: folder }).read()).toThrow(
      `${folder}:1:1: The file cannot be read: it is not a file`,
    );
    expect(() => new ScenarioSource({ ...NONE, SCENARIO_FILE: '/dev/zero' }).read()).toThrow(
      '/dev/zero:1:1: The file cannot be read: it is not a file',
    );
    expect(() => new ScenarioSource({ ...NONE, SCENARIO_FILE: binary }).read()).toThrow(
      `${binary}:1:1: The file cannot be read: The encoded data was not valid`,
    );
  });

  it('reads only as much of a long file as shows that it is too long', () => {
    const path = join(folder, 'long.yaml');
    writeFileSync(path, '#'.repeat(1_000_000));

    expect(() => new ScenarioSource({ ...NONE, SCENARIO_FILE: path }).read()).toThrow(
      `${path}:1:1: Expected at most 262144 bytes but received 262145`,
    );
  });
});
