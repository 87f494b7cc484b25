import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { agentSettingsSchema } from './k8s-app-monitor-agent/settings.js';
import { metricsApiSettingsSchema } from './k8s-app-monitor-test/settings.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TABLE = readFileSync(
  `${ROOT}/docs/adr/0007-a-limit-for-everything-that-callers-can-make-large.md`,
  'utf8',
)
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|').map((cell) => cell.trim()));

const namesIn = (column: number, pattern: RegExp) =>
  new Set(TABLE.flatMap((row) => [...(row[column] ?? '').matchAll(pattern)].map(([, name]) => name!)));

const SOURCES = readdirSync(`${ROOT}/src`, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
  .map((file) => readFileSync(`${ROOT}/src/${file}`, 'utf8'))
  .join('\n');
const namesInCode = (pattern: RegExp) => new Set([...SOURCES.matchAll(pattern)].map(([, name]) => name!));

const SCHEMAS = [agentSettingsSchema, metricsApiSettingsSchema];
const settings = new Map(SCHEMAS.flatMap(({ shape }) => Object.entries<z.ZodType>(shape)));

// Limits of something other than what callers can make large.
const OTHERS = ['OTEL_BSP_SCHEDULE_DELAY', 'STREAM_HEARTBEAT_SECONDS'];

describe('the table of all limits', () => {
  const listed = namesIn(4, /`([A-Z_]+)`/g);

  it('names settings that exist', () => {
    expect(listed.size).toBeGreaterThan(15);
    expect([...listed].filter((name) => !settings.has(name))).toEqual([]);
  });

  it('has every setting that is a maximum', () => {
    const maxima = [...settings].filter(([, schema]) => schema.meta()?.description?.startsWith('Maximum'));

    expect(maxima.length).toBeGreaterThan(15);
    expect(
      maxima.map(([name]) => name).filter((name) => !listed.has(name) && !OTHERS.includes(name)),
    ).toEqual([]);
  });

  it('has every gate, and no other', () => {
    const gates = namesInCode(/(?:new Admission\(\s*|\bgate: )'([a-z_]+)'/g);

    expect(gates.size).toBeGreaterThan(6);
    expect([...namesIn(6, /gate `([a-z_]+)`/g)].sort()).toEqual([...gates].sort());
  });

  it('names metrics that exist', () => {
    const metrics = namesInCode(/['"`]([a-z]+(?:_[a-z]+)+)['"`]/g);
    const named = [...namesIn(6, /(?<!gate )`([a-z_]+)`/g)];

    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !metrics.has(name))).toEqual([]);
  });
});
