import { describe } from '@jest/globals';
import { tellSkipped } from './proof.js';

export const IS_SHORT_RUN = process.env.CLUSTER_SHORT === 'yes';

/** `describe` for what a short run leaves out. */
export function describeInFull(name: string, tests: () => void): void {
  if (IS_SHORT_RUN) tellSkipped(`${name}: left out of a short run`);
  (IS_SHORT_RUN ? describe.skip : describe)(name, tests);
}
