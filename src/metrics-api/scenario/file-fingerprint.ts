import { statSync } from 'node:fs';

/**
 * Text that is another one after a file was written, replaced, deleted or is reached over another symbolic link.
 *
 * @param path - undefined for no file: always the same
 */
export function fingerprintOf(path: string | undefined): string {
  if (path === undefined) return 'no file';
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
  } catch (error) {
    return (error as Error).message;
  }
}
