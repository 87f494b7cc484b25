import type { Registry } from 'prom-client';
import { Admission, observeAdmission } from '../platform/admission.js';
import { TooManyReadsError } from './sources.errors.js';

// Each can hold UPSTREAM_MAX_BYTES.
const MAX_READS = 64;
const MAX_WAITING = 256;

/**
 * Limits the reads of one service: whatever callers request, a slow service holds up a limited number of them, and the
 * others are refused at once.
 *
 * @param what - what is read, for the sentence of the error
 * @param waitMs - how long a read may wait for its turn
 */
export function readGate(what: string, waitMs: number, registry: Registry): Admission {
  const limits = { count: MAX_READS, waiting: MAX_WAITING, waitMs };
  const gate = new Admission('reads', limits, () => new TooManyReadsError(what));
  observeAdmission(registry, gate);
  return gate;
}
