import { isScalar, visit, type Document, type YAMLMap } from 'yaml';
import type { TextProblem } from './text-problem.js';

/**
 * Keys that a scenario cannot hold: those that are there already, merge keys, and what is no text.
 *
 * The parser's own check for equal keys compares each with each: a minute's work for a file of a quarter MiB.
 */
export function refusedKeys(document: Document): TextProblem[] {
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
