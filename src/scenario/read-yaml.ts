import { CST, type Document, Lexer, Parser, type YAMLMap, isScalar, parseDocument, visit } from 'yaml';
import type { TextProblem } from './scenario.errors.js';

/**
 * Keys that a scenario cannot hold: those that are there already, merge keys, and what is no text.
 *
 * The parser's own check for equal keys compares each with each: a minute's work for a file of a quarter MiB.
 */
function refusedKeys(document: Document): TextProblem[] {
  const problems: TextProblem[] = [];
  visit(document, { Map: (_key, map) => void problems.push(...problemsOf(map)) });
  return problems;
}

function problemsOf(map: YAMLMap): TextProblem[] {
  const seen = new Set<string>();
  return map.items.flatMap(({ key }) => {
    const offset = (key as { range?: [number] } | null)?.range?.[0] ?? map.range?.[0] ?? 0;
    if (!isScalar(key) || typeof key.value !== 'string') {
      return [{ offset, sentence: 'Expected a key to be text' }];
    }
    if (key.value === '<<') {
      return [{ offset, sentence: 'Merge keys (<<) are not allowed: write the properties out' }];
    }
    if (seen.has(key.value)) {
      return [{ offset, sentence: `The key ${JSON.stringify(key.value)} is there already` }];
    }
    seen.add(key.value);
    return [];
  });
}

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
function refusedSyntax(text: string): TextProblem[] {
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

/** The longest scenario, in bytes of UTF-8. */
export const MOST_BYTES = 256 * 1024;

// The parser's time grows with the square of the lines that make up one value.
const MOST_LINES = 20_000;

/**
 * Reads a scenario's YAML, whoever wrote it, in little time and memory.
 *
 * @param refuse - makes the error of some problems; each step that finds any is the last
 */
export function readYaml(text: string, refuse: (problems: readonly TextProblem[]) => Error): Document {
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_BYTES) {
    throw refuse([{ offset: 0, sentence: `Expected at most ${MOST_BYTES} bytes but received ${bytes}` }]);
  }
  const lines = text.split('\n').length;
  if (lines > MOST_LINES) {
    throw refuse([{ offset: 0, sentence: `Expected at most ${MOST_LINES} lines but received ${lines}` }]);
  }
  const syntax = refusedSyntax(text);
  if (syntax.length > 0) throw refuse(syntax);

  const document = parseDocument(text, { schema: 'core', uniqueKeys: false, prettyErrors: false });
  if (document.errors.length > 0) {
    throw refuse(document.errors.map((error) => ({ offset: error.pos[0], sentence: sentenceOf(error) })));
  }
  if (document.contents === null) {
    throw refuse([{ offset: 0, sentence: 'Expected a scenario but received nothing' }]);
  }
  const keys = refusedKeys(document);
  if (keys.length > 0) throw refuse(keys);
  return document;
}

function sentenceOf({ code, message }: { code: string; message: string }): string {
  if (code === 'MULTIPLE_DOCS') return 'Expected one document but received another one';
  return `The YAML is broken: ${message}`;
}
