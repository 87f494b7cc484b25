import { z } from 'zod';
import { LONGEST_PATH, PLAIN_PATH } from '../subpath/plain-path.js';

const MOST_PATHS = 32;

/** Paths separated by commas, each once and without the slash that may stand at its end; nothing for none. */
export const basePathList = z.string().transform((text, context): readonly string[] => {
  if (text === '') return [];
  const paths = text.split(',').map((path) => path.trim());
  if (paths.length <= MOST_PATHS && paths.every(isPlain)) {
    return [...new Set(paths.map((path) => path.replace(/\/$/, '')))];
  }
  context.addIssue(
    `at most ${MOST_PATHS} paths separated by commas, each of segments of letters, digits and .-_~ and at most ${LONGEST_PATH} characters long`,
  );
  return z.NEVER;
});

function isPlain(path: string): boolean {
  return path.length <= LONGEST_PATH && PLAIN_PATH.test(path);
}
