import { type Expression, type Options, Parser, tokTypes } from 'acorn';
import { ProgramError } from './meter.js';

/** Length of one function or expression. */
export const MAX_SOURCE_LENGTH = 10_000;

const OPTIONS: Options = { ecmaVersion: 2022 };

/** An expression in a longer text, and where it ends. */
export interface FoundExpression {
  readonly expression: Expression;
  readonly end: number;
  /** Whether nothing follows it. */
  readonly isAtEnd: boolean;
}

/** acorn's parser, for one expression without top-level commas. Its plugins use the same methods. */
const ExpressionParser = Parser as unknown as new (
  options: Options,
  text: string,
  position: number,
) => {
  nextToken(): void;
  parseMaybeAssign(): Expression;
  readonly lastTokEnd: number;
  readonly type: unknown;
};

/**
 * Parses the expression that starts at a position of a text, up to a comma, a closing bracket or the end.
 *
 * @throws ProgramError with the position of what is not JavaScript
 */
export function expressionAt(text: string, position: number): FoundExpression {
  const parser = new ExpressionParser(OPTIONS, text, position);
  try {
    parser.nextToken();
    const expression = parser.parseMaybeAssign();
    return { expression, end: parser.lastTokEnd, isAtEnd: parser.type === tokTypes.eof };
  } catch (error) {
    if (error instanceof SyntaxError) throw syntaxError(error as SyntaxError & { pos: number });
    if (error instanceof RangeError) throw new ProgramError('is nested too deeply', position);
    throw error;
  }
}

/**
 * Parses a text that is one expression, such as a function.
 *
 * @throws ProgramError
 */
export function parseExpression(text: string): Expression {
  if (text.length > MAX_SOURCE_LENGTH) {
    throw new ProgramError(`is ${text.length} characters long; at most ${MAX_SOURCE_LENGTH} are possible`);
  }
  const { expression, end, isAtEnd } = expressionAt(text, 0);
  if (!isAtEnd) throw new ProgramError('is more than one expression', end);
  return expression;
}

function syntaxError({ message, pos }: SyntaxError & { pos: number }): ProgramError {
  const reason = message.replace(/ \(\d+:\d+\)$/, '');
  return new ProgramError(
    `is not valid JavaScript: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`,
    pos,
  );
}
