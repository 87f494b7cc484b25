import type { Scenario } from '../../generator/scenario.js';
import { expandRepeats } from './expand-repeats.js';
import { problemsOf } from './issue-problem.js';
import { modelScenario } from './model-scenario.js';
import { readYaml } from './read-yaml.js';
import { ScenarioError } from './scenario.error.js';
import { type ScenarioFile, scenarioSchema } from './scenario.schema.js';
import { placeProblems, type TextProblem } from './text-problem.js';

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
