import type { z } from 'zod';
import { LAST_TIME_MS } from './quantities.schema.js';
import { readRule } from './read-rule.js';
import { startTicksOf } from './rrule.js';
import type { ScenarioFile } from './scenario.schema.js';

/** How many starts the rules of a file may have together. */
const MOST_STARTS = 100_000;

/** The starts of each incident that follows a rule, by its id; or the first rule that cannot be used. */
export type ExpandedRepeats =
  | { readonly startTicks: ReadonlyMap<string, readonly number[]> }
  | { readonly refused: z.core.$ZodIssueCustom };

/** Expands the rules of a valid file. Ends at the first bad one: a rule without a start takes the longest. */
export function expandRepeats({ incidents }: ScenarioFile): ExpandedRepeats {
  const startTicks = new Map<string, readonly number[]>();
  let left = MOST_STARTS;
  for (const [index, { id, start, repeat }] of incidents.entries()) {
    if (repeat?.rrule === undefined) continue;
    const path = ['incidents', index, 'repeat', 'rrule'];
    const refuse = (message: string): ExpandedRepeats => ({
      refused: { code: 'custom', path, message, input: repeat.rrule },
    });

    const ticks = startTicksOf(readRule(repeat.rrule), Date.parse(start), left + 1);
    if (ticks.length === 0) return refuse(`a rule with a start from ${start} to ${END}`);
    if (ticks.length > left)
      return refuse(`a rule that keeps all rules at ${MOST_STARTS} starts up to ${END}`);
    left -= ticks.length;
    startTicks.set(id, ticks);
  }
  return { startTicks };
}

const END = new Date(LAST_TIME_MS).getUTCFullYear();
