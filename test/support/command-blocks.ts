// The commands in the documents, which the suites of test run as a reader would.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Outcome } from './run.js';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const GUIDES = 'docs/guides';
const GIVE_UP_MS = 60_000;
const MAX_TITLE_LENGTH = 70;

/** A fenced block of a document: `sh` is what a reader types, `js` a program. */
export interface CommandBlock {
  readonly language: 'sh' | 'js';
  readonly text: string;
  /** Its first line, shortened. */
  readonly title: string;
  /** `<!-- needs: cluster -->` before the block: what a machine of CI does not have. */
  readonly needs: string | undefined;
  /** `<!-- status: 404 -->` before the block: the HTTP error that its last request must end with. */
  readonly status: string | undefined;
}

/** A document is one session from top to bottom: a block can rely on what earlier blocks did. */
export interface CommandDocument {
  readonly name: string;
  readonly blocks: readonly CommandBlock[];
}

export function commandDocuments(): CommandDocument[] {
  const guides = existsSync(join(ROOT, GUIDES)) ? readdirSync(join(ROOT, GUIDES)).sort() : [];
  const names = ['README.md', 'examples/README.md', ...guides.map((guide) => `${GUIDES}/${guide}`)];
  return names
    .filter((name) => name.endsWith('.md'))
    .map((name) => ({ name, blocks: blocksOf(readFileSync(join(ROOT, name), 'utf8')) }));
}

export function blocksOf(markdown: string): CommandBlock[] {
  const blocks = markdown.matchAll(/((?:^<!-- \w+: .+ -->\n+)*)^```(sh|js)\n([^]*?)^```$/gm);
  return [...blocks].map(([, comments = '', language, text = '']) => {
    const comment = (key: string) => new RegExp(`^<!-- ${key}: (.+) -->$`, 'm').exec(comments)?.[1];
    return {
      language: language as 'sh' | 'js',
      text,
      title: titleOf(text),
      needs: comment('needs'),
      status: comment('status'),
    };
  });
}

function titleOf(block: string): string {
  const [line = ''] = block.split('\n');
  return line.length > MAX_TITLE_LENGTH ? `${line.slice(0, MAX_TITLE_LENGTH - 1)}…` : line;
}

/** Runs a script with bash, which ends at the first command that fails. A script that hangs is ended. */
export async function bash(
  script: string,
  { cwd, env }: { cwd: string; env: Readonly<Record<string, string>> },
): Promise<Outcome> {
  const child = spawn('bash', ['-eu', '-o', 'pipefail', '-c', script], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const limit = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), GIVE_UP_MS);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  clearTimeout(limit);
  return { code, stdout, stderr };
}
