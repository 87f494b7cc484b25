// The documents: their sizes, names and places, and the files that they and the code refer to. `npm run links` checks links.
import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const MAX_README_BYTES = 8 * 1024;
const MAX_README_ROWS = 10;
/** Not part of the repository, or with examples of files that do not exist. */
const IGNORED = /^(\.git|\.cache|\.tools|coverage|dist|node_modules|test-results|package-lock\.json)$/;
const WITH_EXAMPLES = /^tools\/prose\/prose\.test\.mjs$/;
const TEXT = /\.(md|gotmpl|mjs|js|ts|ya?ml|json|tpl|txt|css|sh)$|(^|\/)(Dockerfile|run|\.\w+)$/;
/** A path in text; not the end of a longer one, and not an address. */
const REFERENCE = /(?<![\w./@:-])(?:docs|tools|examples)\/[\w./-]*\w/g;

const files = filesIn('');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

describe('README.md', () => {
  it('is short', () => {
    expect(Buffer.byteLength(read('README.md'))).toBeLessThanOrEqual(MAX_README_BYTES);
  });

  it('has no long table', () => {
    const tables = read('README.md').match(/(?:^\|.*\n)+/gm) ?? [];
    const rows = tables.map((table) => table.trim().split('\n').length - 2);

    expect(Math.max(...rows)).toBeLessThanOrEqual(MAX_README_ROWS);
  });
});

describe('docs', () => {
  const documents = files.filter((file) => /^docs\/.*\.md$/.test(file));

  it('lists each document in its index', () => {
    const index = read('docs/index.md');
    const unlisted = documents.filter((file) => !index.includes(`(${file.slice('docs/'.length)})`));

    expect(unlisted).toEqual(['docs/index.md']);
  });

  it('has no folders other than those in the index', () => {
    const folders = new Set(documents.map((file) => dirname(file)));

    expect([...folders].sort()).toEqual([
      ...['docs', 'docs/adr', 'docs/explanation', 'docs/guides', 'docs/reference'],
    ]);
  });

  it('has no names that differ only by an s', () => {
    const names = documents.map((file) => basename(file, '.md'));

    expect(names.filter((name) => names.includes(`${name}s`))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
});

it('finds the files that text refers to in docs, tools and examples', () => {
  const references = files
    .filter((file) => TEXT.test(file) && !WITH_EXAMPLES.test(file))
    .flatMap((file) => (read(file).match(REFERENCE) ?? []).map((path) => ({ file, path })));

  expect(references.length).toBeGreaterThan(100);
  expect(references.filter(({ path }) => !exists(path))).toEqual([]);
});

/** Also the number of a decision, such as docs/adr/0002, and other beginnings of names. `NNNN` stands for any. */
function exists(path: string): boolean {
  return files.some((file) => file.startsWith(path)) || path.includes('NNNN') || existsSync(join(ROOT, path));
}

function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !IGNORED.test(name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesIn(path) : [path];
    });
}
