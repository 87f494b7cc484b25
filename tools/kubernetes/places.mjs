// Where tools and what is made for them are kept. `.tools/bin` holds one link a tool, whether it was built here or
// found on the PATH, so that whoever uses a tool looks in one place.
import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '.tools');

export const BIN = join(root, 'bin');
export const BUILT = join(root, 'built');
/** Schemas for kubeconform. */
export const SCHEMAS = join(root, 'schemas');

/** Another name beside `path`, for what becomes `path` when it is complete: two runs at once do not meet. */
export function unfinished(path) {
  mkdirSync(dirname(path), { recursive: true });
  return join(dirname(path), `.${randomUUID()}`);
}

/** Makes `path` a link to `target`, in one step, whatever was there before. */
export function link(target, path) {
  const made = unfinished(path);
  symlinkSync(target, made);
  renameSync(made, path);
}

/** Moves a finished folder to `path`; where another run was faster, its folder stays. */
export function moveIntoPlace(folder, path) {
  try {
    renameSync(folder, path);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  }
}
