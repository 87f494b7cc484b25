import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { goInstall } from './go.mjs';
import { BUILT, moveIntoPlace, unfinished } from './places.mjs';

/** Where the tool is when it is built; another recipe has another place. */
export function builtPath(tool) {
  return join(folderOf(tool), tool.name);
}

/** @throws Error with what Go said last */
export function build(tool) {
  const folder = unfinished(folderOf(tool));
  mkdirSync(folder);
  const linked = Object.entries(tool.linked).map(([name, value]) => `-X ${name}=${value}`);
  const module = tool.folder && { args: ['-mod=readonly'], folder: join(import.meta.dirname, tool.folder) };
  try {
    goInstall([...(module?.args ?? []), '-ldflags', ['-s', '-w', ...linked].join(' '), tool.package], {
      folder: module?.folder,
      into: folder,
    });
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
  moveIntoPlace(folder, folderOf(tool));
}

function folderOf(tool) {
  const recipe = createHash('sha256').update(JSON.stringify(tool));
  for (const file of ['go.mod', 'go.sum']) {
    const path = join(import.meta.dirname, tool.folder ?? '', file);
    if (tool.folder && existsSync(path)) recipe.update(readFileSync(path));
  }
  return join(BUILT, `${tool.name}-${recipe.digest('hex').slice(0, 12)}`);
}
