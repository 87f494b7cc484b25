import { readFileSync } from 'node:fs';

// Node 20 opens the modules of a service at the same time, which takes up to 500 files.
const NEEDED = 1024;

/** How many files the process may open; unlimited where the system does not tell. */
export function maxOpenFiles(): number {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? Infinity : Number(soft);
  } catch {
    return Infinity;
  }
}

/**
 * Loads the modules of a service, or exits with a sentence where the process may open too few files for it.
 *
 * This file imports nothing but Node's own modules: whatever it imported would fail in the same way.
 *
 * @param service - the name that the message begins with
 */
export async function loadModules<T>(service: string, load: () => Promise<T>): Promise<T> {
  // Later, there may be no descriptor left to read it.
  const limit = maxOpenFiles();
  try {
    return await load();
  } catch (error) {
    if (!isFromTooFewFiles(error) || limit >= NEEDED) throw error;
    console.error(
      `${service}: Expected a limit of at least ${NEEDED} open files but received ${limit}: raise it, for example with ulimit -n ${NEEDED}`,
    );
    process.exit(1);
  }
}

/** Node's search for a package takes a file that it cannot open for one that does not exist. */
function isFromTooFewFiles(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EMFILE' || code === 'ERR_MODULE_NOT_FOUND';
}
