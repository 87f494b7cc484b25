import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.js';
import { readJson } from '../../support/metrics-api.js';
import { RunningService } from '../../support/running-service.js';

const scenarioOf = (name: string) => `
name: mine
applications:
  - name: ${name}
    domain: shop
    traffic: { ratePerSecond: 10 }
    latency: { serviceMs: 20 }
`;
const MIB = 2 ** 20;

/** What can stand where the scenario was. */
const WAYS: Readonly<Record<string, (path: string) => void>> = {
  'half a file': (path) => writeFileSync(path, scenarioOf('cart').slice(0, 90)),
  'an empty file': (path) => writeFileSync(path, ''),
  'bytes that are no text': (path) => writeFileSync(path, Buffer.alloc(200_000, 0xfe)),
  'the same name many times': (path) => writeFileSync(path, scenarioOf('cart').repeat(2000)),
  'deeply nested lists': (path) => writeFileSync(path, '['.repeat(100_000)),
  'references to references': (path) => {
    const lists = Array.from({ length: 30 }, (_, level) =>
      level === 0 ? 'a0: &a0 [x, x]' : `a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`,
    );
    writeFileSync(path, lists.join('\n'));
  },
  '300 MiB of zeros': (path) => {
    writeFileSync(path, '');
    truncateSync(path, 300 * MIB);
  },
  nothing: () => undefined,
  'a folder': (path) => mkdirSync(path),
  'a named pipe': (path) => execFileSync('mkfifo', [path]),
  'a link to a device without an end': (path) => symlinkSync('/dev/zero', path),
  'a link to nothing': (path) => symlinkSync('nowhere', path),
};

describe('a scenario file that is replaced by something else', () => {
  let folder: string;
  let path: string;
  let service: RunningService;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'scenario-'));
    path = join(folder, 'scenario.yaml');
    writeFileSync(path, scenarioOf('cart'));
    service = await RunningService.start('k8s-app-monitor-test', {
      SCENARIO_FILE: path,
      SCENARIO_POLL_MS: '20',
    });
  });
  afterAll(async () => {
    await service.stop();
    rmSync(folder, { recursive: true });
  });

  /** Puts something in place of the file at once, as far as the system can. */
  function swap(make: (path: string) => void): void {
    const next = join(folder, 'next');
    rmSync(next, { recursive: true, force: true });
    make(next);
    rmSync(path, { recursive: true, force: true });
    try {
      renameSync(next, path);
    } catch (error) {
      // Nothing was made.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }

  const status = async (address: string) => (await fetch(service.url + address)).status;
  const readiness = () => readJson<{ status: string; checks: Record<string, string> }>(service, '/readyz');

  it.each(Object.entries(WAYS))('goes on with the last valid one: %s', async (_, make) => {
    swap(make);
    await eventually('the problem is reported', async () => (await readiness()).checks['scenario'] !== 'ok');
    expect((await readiness()).status).toBe('ready');
    expect(await status('/metrics/cart')).toBe(200);

    swap((next) => writeFileSync(next, scenarioOf('cart')));
    await eventually('the problem is gone', async () => (await readiness()).checks['scenario'] === 'ok');
    expect(await status('/metrics/cart')).toBe(200);
  });
});
