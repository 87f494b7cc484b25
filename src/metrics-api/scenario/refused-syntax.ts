import { CST, Lexer, Parser } from 'yaml';
import type { TextProblem } from './text-problem.js';

// A scenario's own nesting is ten deep; the parser keeps up to three entries for each level.
const MOST_STACKED = 64;

const REFUSED: Partial<Record<CST.TokenType, string>> = {
  anchor: 'Anchors are not allowed: write the value out where it is used',
  alias: 'Aliases are not allowed: write the value out',
  tag: 'Tags are not allowed: a value is what it looks like',
  'directive-line': 'Directives are not allowed: a scenario is YAML 1.2',
};

/**
 * What YAML can say and a scenario cannot, found without building anything of it.
 *
 * The next step of reading would follow aliases and call itself for each level, so that a short text could cost
 * all memory or all of the stack.
 */
export function refusedSyntax(text: string): TextProblem[] {
  const problems: TextProblem[] = [];
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    // Text is one lexeme: it begins with its quote, its indentation, or what no syntax begins with.
    const type = CST.tokenType(lexeme);
    const sentence = type === null ? undefined : REFUSED[type];
    if (sentence !== undefined) problems.push({ offset: parser.offset, sentence });

    const { offset } = parser;
    // What the parser gives is of no interest, only how deep it is.
    for (const _token of parser.next(lexeme));
    if (parser.stack.length > MOST_STACKED) {
      return [...problems, { offset, sentence: 'The nesting is too deep for a scenario' }];
    }
  }
  return problems;
}
