import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { z } from 'zod';
import type { Scenario } from '../generator/scenario.js';
import { modelScenario } from './model-scenario.js';
import { LAST_TIME_MS } from './quantities.schema.js';
import { MOST_BYTES, readYaml } from './read-yaml.js';
import { readRule, startTicksOf } from './rrule.js';
import { ScenarioError, type TextProblem, placeProblems, problemsOf } from './scenario.errors.js';
import { type ScenarioFile, scenarioSchema } from './scenario.schema.js';

/** How many starts the rules of a file may have together. */
const MOST_STARTS = 100_000;

/** The starts of each incident that follows a rule, by its id; or the first rule that cannot be used. */
type ExpandedRepeats =
  | { readonly startTicks: ReadonlyMap<string, readonly number[]> }
  | { readonly refused: z.core.$ZodIssueCustom };

/** Expands the rules of a valid file. Ends at the first bad one: a rule without a start takes the longest. */
function expandRepeats({ incidents }: ScenarioFile): ExpandedRepeats {
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

const MOST_ISSUES = 100;

/** A scenario as people and as the model see it. */
export interface LoadedScenario {
  /** The file with its defaults filled in; a valid file itself. */
  readonly file: ScenarioFile;
  readonly scenario: Scenario;
}

/**
 * Reads a scenario's text.
 *
 * @param text - YAML 1.2, and so JSON as well
 * @param origin - where it is from, for the messages
 * @throws ScenarioError with every problem that the first step which found one has found
 */
export function readScenario(text: string, origin: string): LoadedScenario {
  const refuse = (problems: readonly TextProblem[]) =>
    new ScenarioError(origin, placeProblems(text, problems));

  const document = readYaml(text, refuse);
  const result = scenarioSchema.safeParse(document.toJS(), { reportInput: true });
  if (!result.success) {
    // To find the place of each would take a minute for a file that is wrong from end to end.
    const issues = result.error.issues.slice(0, MOST_ISSUES);
    throw refuse(issues.flatMap((issue) => problemsOf(issue, document)));
  }

  const repeats = expandRepeats(result.data);
  if ('refused' in repeats) throw refuse(problemsOf(repeats.refused, document));
  return { file: result.data, scenario: modelScenario(result.data, repeats.startTicks) };
}

/**
 * Reads a scenario from a file.
 *
 * @throws ScenarioError when it cannot be read, too
 */
export function readScenarioFile(path: string): LoadedScenario {
  return readScenario(textOf(path), path);
}

function textOf(path: string): string {
  try {
    if (!statSync(path).isFile()) throw new Error('it is not a file');
    return new TextDecoder('utf-8', { fatal: true }).decode(beginningOf(path));
  } catch (error) {
    const sentence = `The file cannot be read: ${(error as Error).message}`;
    throw new ScenarioError(path, [{ line: 1, column: 1, sentence }]);
  }
}

/** One byte more than a scenario may have is enough to refuse a file that would not fit into memory. */
function beginningOf(path: string): Buffer {
  const buffer = Buffer.alloc(MOST_BYTES + 1);
  const descriptor = openSync(path, 'r');
  try {
    let length = 0;
    for (;;) {
      const read = readSync(descriptor, buffer, length, buffer.length - length, null);
      length += read;
      if (read === 0 || length === buffer.length) return buffer.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}
