import { type Document, parseDocument } from 'yaml';
import { refusedKeys } from './refused-keys.js';
import { refusedSyntax } from './refused-syntax.js';
import type { TextProblem } from './text-problem.js';

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
