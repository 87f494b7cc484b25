import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const CANNOT_BE_HAD = 3;

interface Answer {
  sha256: string;
  points: number;
  version: string;
  host: string;
  utcOffsetMinutes: number;
  pid: number;
}

const script = fileURLToPath(new URL('hash-points.mjs', import.meta.url));
const installer = fileURLToPath(new URL('../../../tools/other-node/install.mjs', import.meta.url));

async function hashPoints(node: string, order: 'forwards' | 'backwards', env: Record<string, string>) {
  const { stdout } = await promisify(execFile)(node, [script, order], { env });
  return JSON.parse(stdout) as Answer;
}

const here = () => hashPoints(process.execPath, 'forwards', { HOSTNAME: 'replica-1', TZ: 'Asia/Shanghai' });
const elsewhere = (node: string) =>
  hashPoints(node, 'backwards', { HOSTNAME: 'replica-2', TZ: 'America/New_York', LANG: 'de_DE.UTF-8' });

// Asked for before the tests are listed: where it cannot be had, the test is listed as skipped.
const otherNode = spawnSync(process.execPath, [installer], { encoding: 'utf8' });
process.stderr.write(otherNode.stderr);
const itWithOtherNode = otherNode.status === CANNOT_BE_HAD ? it.skip : it;

describe('the model of a service', () => {
  it('gives two processes of different host, time zone and history the same 20,000 points', async () => {
    const [one, other] = await Promise.all([here(), elsewhere(process.execPath)]);

    expect(one.points).toBeGreaterThan(19_000);
    expect([one.host, one.utcOffsetMinutes, one.pid]).not.toEqual([
      other.host,
      other.utcOffsetMinutes,
      other.pid,
    ]);
    expect(other.sha256).toBe(one.sha256);
  });

  itWithOtherNode('gives Node 24 the same 20,000 points as the Node that runs this', async () => {
    expect(otherNode.status).toBe(0);
    const [one, other] = await Promise.all([here(), elsewhere(otherNode.stdout.trim())]);

    expect(other.version).toMatch(/^v24\./);
    expect(other.sha256).toBe(one.sha256);
  });
});
