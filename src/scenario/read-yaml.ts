import { CST, type Document, Lexer, Parser, type YAMLMap, isScalar, parseDocument, visit } from 'yaml';
import type { TextProblem } from './scenario.errors.js';

/** Maximum length of a scenario, in bytes of UTF-8. */
export const MAX_BYTES = 256 * 1024;

// The parser's time is quadratic in the number of lines of one value.
const MAX_LINES = 20_000;

/**
 * Parses a scenario's YAML with bounded time and memory, so that the text need not be trusted.
 *
 * @param refuse - makes the error from the problems; the first step that finds any is the last
 */
export function readYaml(text: string, refuse: (problems: readonly TextProblem[]) => Error): Document {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) {
    throw refuse([{ offset: 0, sentence: `Expected at most ${MAX_BYTES} bytes but received ${bytes}` }]);
  }
  const lines = text.split('\n').length;
  if (lines > MAX_LINES) {
    throw refuse([{ offset: 0, sentence: `Expected at most ${MAX_LINES} lines but received ${lines}` }]);
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
  if (code === 'MULTIPLE_DOCS') return 'Expected a single YAML document but received more than one';
  return `Invalid YAML: ${message}`;
}

// A valid scenario is nested ten levels deep; the parser keeps up to three entries per level.
const MAX_STACK_DEPTH = 64;

const REFUSED: Partial<Record<CST.TokenType, string>> = {
  anchor: 'Anchors are not allowed: write the value out where it is used',
  alias: 'Aliases are not allowed: write the value out',
  tag: 'Tags are not allowed: a value is what it looks like',
  'directive-line': 'Directives are not allowed: a scenario is YAML 1.2',
};

/**
 * Finds YAML features that scenarios do not allow, without building a document.
 *
 * The next step of reading follows aliases and recurses into each level, so a short text could otherwise use up
 * all memory or the whole stack.
 */
function refusedSyntax(text: string): TextProblem[] {
  const problems: TextProblem[] = [];
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    // A text value is one lexeme, so `&`, `*` and `!` within it are not mistaken for syntax.
    const type = CST.tokenType(lexeme);
    const sentence = type === null ? undefined : REFUSED[type];
    if (sentence !== undefined) problems.push({ offset: parser.offset, sentence });

    const { offset } = parser;
    // The parser's tokens are not needed, only its depth.
    for (const _token of parser.next(lexeme));
    if (parser.stack.length > MAX_STACK_DEPTH) {
      return [...problems, { offset, sentence: 'The YAML is nested too deeply for a scenario' }];
    }
  }
  return problems;
}

/**
 * Finds keys that scenarios do not allow: duplicates, merge keys, and keys that are not text.
 *
 * The parser's own check for duplicates is quadratic: it takes a minute for a file of 256 KiB.
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
      return [{ offset, sentence: 'Expected a text key' }];
    }
    if (key.value === '<<') {
      return [{ offset, sentence: 'Merge keys (<<) are not allowed: write the properties out' }];
    }
    if (seen.has(key.value)) {
      return [{ offset, sentence: `The key ${JSON.stringify(key.value)} already exists` }];
    }
    seen.add(key.value);
    return [];
  });
}
