import { describe } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const isRequired = process.env['CI'] === 'true';

/** The short form has no downloads of more than 100 MB, such as Zipkin's server. */
export const isLong = process.env['MESH'] === 'long';

/** A part that tools/mesh installs: its path, or why it is not available. */
export class Part {
  private constructor(
    private readonly installed: string | undefined,
    private readonly reason: string,
  ) {}

  static install(name: 'envoy' | 'zipkin'): Part {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/mesh/install.mjs', name], {
      cwd: root,
      encoding: 'utf8',
    });
    return new Part(status === 0 ? stdout.trim() : undefined, stderr.trim());
  }

  /** @throws Error with the reason when it is not available */
  get path(): string {
    if (this.installed === undefined) throw new Error(this.reason);
    return this.installed;
  }

  /** `describe` when the part is available. Otherwise the suite is skipped with a message; in CI it fails. */
  get describe(): typeof describe | typeof describe.skip {
    if (this.installed !== undefined || isRequired) return describe;
    process.stderr.write(`${this.reason.split('\n')[0]}: its suites are skipped.\n`);
    return describe.skip;
  }
}
