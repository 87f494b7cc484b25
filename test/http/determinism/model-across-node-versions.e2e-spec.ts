import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { itWithOtherNode, otherNode } from '../../support/other-node.js';

interface Answer {
  sha256: string;
  points: number;
  version: string;
  host: string;
  utcOffsetMinutes: number;
  pid: number;
}

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const script = pathOf('hash-points.mjs');

async function hashPoints(node: string, order: 'forwards' | 'backwards', env: Record<string, string>) {
  const { stdout } = await promisify(execFile)(node, [script, order], { env });
  return JSON.parse(stdout) as Answer;
}

const here = () => hashPoints(process.execPath, 'forwards', { HOSTNAME: 'replica-1', TZ: 'Asia/Shanghai' });
const elsewhere = (node: string) =>
  hashPoints(node, 'backwards', { HOSTNAME: 'replica-2', TZ: 'America/New_York', LANG: 'de_DE.UTF-8' });

describe('the model of a service', () => {
  it('has the same 20,000 points in processes with another host, time zone and order', async () => {
    const [one, other] = await Promise.all([here(), elsewhere(process.execPath)]);

    expect(one.points).toBeGreaterThan(19_000);
    expect([one.host, one.utcOffsetMinutes, one.pid]).not.toEqual([
      other.host,
      other.utcOffsetMinutes,
      other.pid,
    ]);
    expect(other.sha256).toBe(one.sha256);
  });

  itWithOtherNode('has the same 20,000 points on Node 24 as on this Node', async () => {
    const [one, other] = await Promise.all([here(), elsewhere(otherNode())]);

    expect(other.version).toMatch(/^v24\./);
    expect(other.sha256).toBe(one.sha256);
  });

  it('has no contradiction in 200,000 points', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [pathOf('count-disorder.mjs')]);

    expect(JSON.parse(stdout)).toEqual({
      points: 200_000,
      latencies: 0,
      rounded: 0,
      failures: 0,
      buckets: 0,
    });
  });
});
