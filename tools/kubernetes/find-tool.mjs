import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The tool on the PATH, where it has the pinned version: the file itself, for `.tools/bin` may be on the PATH too. */
export function onThePath(tool) {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, tool.name))
    .find((path) => existsSync(path) && hasVersion(path, tool));
  return path && realpathSync(path);
}

export function hasVersion(path, tool) {
  if (tool.tells === undefined) return readFileSync(path).includes(tool.version);
  const { stdout, stderr } = spawnSync(path, tool.tells, { encoding: 'utf8', timeout: 30_000 });
  return `${stdout ?? ''}${stderr ?? ''}`.includes(tool.version);
}
