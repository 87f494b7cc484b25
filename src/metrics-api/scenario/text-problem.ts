import type { ScenarioProblem } from './scenario.error.js';

/** A problem by its place in the text. */
export interface TextProblem {
  /** In characters from the beginning of the text. */
  readonly offset: number;
  readonly sentence: string;
}

/** How many are told: whoever mends twenty reads the rest then. */
export const MOST_PROBLEMS = 20;

/** The first problems in the order of the text, by line and column. */
export function placeProblems(text: string, problems: readonly TextProblem[]): ScenarioProblem[] {
  const once = new Map(problems.map((problem) => [`${problem.offset} ${problem.sentence}`, problem]));
  const inOrder = [...once.values()].sort((a, b) => a.offset - b.offset);
  return inOrder
    .slice(0, MOST_PROBLEMS)
    .map(({ offset, sentence }) => ({ ...placeOf(text, offset), sentence }));
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
