import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { it } from '@jest/globals';

const NOT_AVAILABLE = 3;
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
];

const installer = fileURLToPath(new URL('../../../tools/python/install.mjs', import.meta.url));

// Runs before the tests are collected, so that they are reported as skipped without it; in CI they fail.
const installation = spawnSync(process.execPath, [installer, 'schemathesis'], { encoding: 'utf8' });
process.stderr.write(installation.stderr);
const isRequired = process.env['CI'] === 'true';

export const itWithSchemathesis = installation.status === NOT_AVAILABLE && !isRequired ? it.skip : it;

const REQUEST_TIMEOUT_SECONDS = 120;

/** What schemathesis tried. */
export interface Trial {
  readonly operations: number;
  readonly testCases: number;
}

/**
 * Sends a service valid and invalid requests generated from its own API document, the same ones in every run.
 *
 * @param selection - the operations, as options of schemathesis
 * @throws Error with the output of schemathesis when a response contradicts the document
 */
export async function schemathesis(serviceUrl: string, selection: readonly string[]): Promise<Trial> {
  if (installation.status !== 0) throw new Error(installation.stderr);
  // schemathesis writes state for later runs to the working directory.
  const folder = mkdtempSync(join(tmpdir(), 'schemathesis-'));
  const options = [
    '--seed=1',
    '--max-examples=25',
    `--checks=${CHECKS.join()}`,
    '--warnings=off',
    '--no-color',
    // Long enough for a day's export on a busy machine.
    `--request-timeout=${REQUEST_TIMEOUT_SECONDS}`,
  ];
  const child = spawn(
    installation.stdout.trim(),
    ['run', `${serviceUrl}/openapi.json`, ...options, ...selection],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  rmSync(folder, { recursive: true });
  if (code !== 0) throw new Error(`schemathesis ended with code ${code}\n${output}${errors}`);
  return {
    operations: Number(/^\s*Tested: (\d+)$/m.exec(output)?.[1]),
    testCases: Number(/^\s*(\d+) generated/m.exec(output)?.[1]),
  };
}
