/** Something that a scenario's text cannot hold. */
export interface ScenarioProblem {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly sentence: string;
}

/** A scenario that is refused; the message is a line for each problem: `<origin>:<line>:<column>: <sentence>`. */
export class ScenarioError extends Error {
  /** @param origin - where the text is from: a file's path or a variable's name */
  constructor(
    readonly origin: string,
    readonly problems: readonly ScenarioProblem[],
  ) {
    super(
      problems.map(({ line, column, sentence }) => `${origin}:${line}:${column}: ${sentence}`).join('\n'),
    );
    this.name = 'ScenarioError';
  }
}
