// The folders of the chart's tools. `.tools/bin` holds one link per tool, whether it was built here or found on the PATH,
// so that callers look in one folder only.
import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '.tools');

export const BIN = join(root, 'bin');
export const BUILT = join(root, 'built');
/** Schemas for kubeconform. */
export const SCHEMAS = join(root, 'schemas');

/** A temporary name next to `path`, for what is renamed to `path` once it is complete: concurrent runs do not conflict. */
export function unfinished(path) {
  mkdirSync(dirname(path), { recursive: true });
  return join(dirname(path), `.${randomUUID()}`);
}

/** Makes `path` a link to `target`, atomically, replacing an existing link. */
export function link(target, path) {
  const made = unfinished(path);
  symlinkSync(target, made);
  renameSync(made, path);
}

/** Moves a complete folder to `path`. If another run was faster, its folder is kept. */
export function moveIntoPlace(folder, path) {
  try {
    renameSync(folder, path);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  }
}
