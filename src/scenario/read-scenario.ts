import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { z } from 'zod';
import type { Scenario } from '../generator/scenario.js';
import { modelScenario } from './model-scenario.js';
import { LAST_TIME_MS } from './quantities.schema.js';
import { MAX_BYTES, readYaml } from './read-yaml.js';
import { readRule, startTicksOf } from './rrule.js';
import { ScenarioError, type TextProblem, locateProblems, problemsOf } from './scenario.errors.js';
import { type ScenarioFile, scenarioSchema } from './scenario.schema.js';

/** A scenario in both of its forms: as a file describes it, and as the model uses it. */
export interface LoadedScenario {
  /** With its defaults filled in; a valid file itself. */
  readonly file: ScenarioFile;
  readonly scenario: Scenario;
}

// Locating every issue would take a minute for a file in which everything is wrong.
const MAX_ISSUES = 100;

/**
 * Reads a scenario's text.
 *
 * @param text - YAML 1.2, of which JSON is a subset
 * @param origin - where the text is from, for the messages
 * @throws ScenarioError with all problems that the first failing step has found
 */
export function readScenario(text: string, origin: string): LoadedScenario {
  const refuse = (problems: readonly TextProblem[]) =>
    new ScenarioError(origin, locateProblems(text, problems));

  const document = readYaml(text, refuse);
  const result = scenarioSchema.safeParse(document.toJS(), { reportInput: true });
  if (!result.success) {
    const issues = result.error.issues.slice(0, MAX_ISSUES);
    throw refuse(issues.flatMap((issue) => problemsOf(issue, document)));
  }

  const rules = expandRules(result.data);
  if ('refused' in rules) throw refuse(problemsOf(rules.refused, document));
  return { file: result.data, scenario: modelScenario(result.data, rules.startTicks) };
}

/** Maximum number of starts of all recurrence rules of a file together. */
const MAX_STARTS = 100_000;

const END_YEAR = new Date(LAST_TIME_MS).getUTCFullYear();

/** Start ticks of each incident with a recurrence rule, by its id; or the first rule that is refused. */
type ExpandedRules =
  | { readonly startTicks: ReadonlyMap<string, readonly number[]> }
  | { readonly refused: z.core.$ZodIssueCustom };

/** Expands the rules of a valid file. Stops at the first bad one: a rule without a start takes the longest. */
function expandRules({ incidents }: ScenarioFile): ExpandedRules {
  const startTicks = new Map<string, readonly number[]>();
  let remaining = MAX_STARTS;
  for (const [index, { id, start, repeat }] of incidents.entries()) {
    if (repeat?.rrule === undefined) continue;
    const path = ['incidents', index, 'repeat', 'rrule'];
    const refuse = (message: string): ExpandedRules => ({
      refused: { code: 'custom', path, message, input: repeat.rrule },
    });

    const ticks = startTicksOf(readRule(repeat.rrule), Date.parse(start), remaining + 1);
    if (ticks.length === 0)
      return refuse(`a rule with at least one occurrence between ${start} and ${END_YEAR}`);
    if (ticks.length > remaining)
      return refuse(`a rule that keeps all rules at or under ${MAX_STARTS} starts until ${END_YEAR}`);
    remaining -= ticks.length;
    startTicks.set(id, ticks);
  }
  return { startTicks };
}

/**
 * Reads a scenario from a file.
 *
 * @throws ScenarioError also when the file cannot be read
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

/** At most one byte more than a scenario's limit: enough to refuse a file that would not fit into memory. */
function beginningOf(path: string): Buffer {
  const buffer = Buffer.alloc(MAX_BYTES + 1);
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
