import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { it } from '@jest/globals';

const CANNOT_BE_HAD = 3;
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
];

const installer = fileURLToPath(new URL('../../../tools/schemathesis/install.mjs', import.meta.url));

// Asked for before the tests are listed: where it cannot be had, they are listed as skipped. CI must have it.
const installation = spawnSync(process.execPath, [installer], { encoding: 'utf8' });
process.stderr.write(installation.stderr);
const isRequired = process.env['CI'] === 'true';

export const itWithSchemathesis = installation.status === CANNOT_BE_HAD && !isRequired ? it.skip : it;

/** What schemathesis tried. */
const REQUEST_TIMEOUT_SECONDS = 120;

export interface Trial {
  readonly operations: number;
  readonly testCases: number;
}

/**
 * Asks a service for what its own API document says, in right and in wrong ways, always the same.
 *
 * @param selection - which operations, as schemathesis's options
 * @throws Error with all that schemathesis wrote when an answer is not what the document says
 */
export async function schemathesis(serviceUrl: string, selection: readonly string[]): Promise<Trial> {
  if (installation.status !== 0) throw new Error(installation.stderr);
  // It writes notes for later runs where it is run.
  const folder = mkdtempSync(join(tmpdir(), 'schemathesis-'));
  const options = [
    '--seed=1',
    '--max-examples=25',
    `--checks=${CHECKS.join()}`,
    '--warnings=off',
    '--no-color',
    // A day's export on a busy machine; how long it takes is not judged.
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
