import { describe } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const isRequired = process.env['CI'] === 'true';

/** The short form has no downloads of more than 100 MB, such as Zipkin's server. */
export const isLong = process.env['MESH'] === 'long';

/** A part that tools/mesh installs. */
export class Part {
  private constructor(
    private readonly installed: string | undefined,
    /** Why it is not available, in one line. */
    readonly reason: string,
  ) {}

  static install(name: 'envoy' | 'zipkin' | 'collector'): Part {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/mesh/install.mjs', name], {
      cwd: root,
      encoding: 'utf8',
    });
    return new Part(status === 0 ? stdout.trim() : undefined, stderr.trim().split('\n')[0]!);
  }

  get isAvailable(): boolean {
    return this.installed !== undefined;
  }

  /** @throws Error with the reason when it is not available */
  get path(): string {
    if (this.installed === undefined) throw new Error(this.reason);
    return this.installed;
  }
}

/** `describe` when all parts are available. Otherwise the suite is skipped with a message; in CI it fails. */
export function describeWith(...parts: readonly Part[]): typeof describe | typeof describe.skip {
  const missing = parts.filter(({ isAvailable }) => !isAvailable);
  for (const { reason } of missing) process.stderr.write(`${reason}: its suites are skipped.\n`);
  return missing.length === 0 || isRequired ? describe : describe.skip;
}
