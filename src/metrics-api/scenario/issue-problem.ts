import { isMap, isScalar, isSeq, type Document } from 'yaml';
import type { z } from 'zod';
import { MOST_PROBLEMS, type TextProblem } from './text-problem.js';

type Issue = z.core.$ZodIssue;

/** Says where and what is wrong; an issue's message ends the sentence "Expected <field> to be …". */
export function problemsOf(issue: Issue, document: Document): TextProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, MOST_PROBLEMS).map((key) => ({
      offset: placeIn(document, [...issue.path, key], 'key'),
      sentence: `Expected ${fieldName(issue.path)} to be ${issue.message} but received the key ${shown(key)}`,
    }));
  }
  const received = receivedBy(issue, document);
  const came = received === undefined ? 'it is missing' : `received ${shown(received)}`;
  return [
    {
      offset: placeIn(document, issue.path, issue.code === 'invalid_key' ? 'key' : 'value'),
      sentence: `Expected ${fieldName(issue.path)} to be ${issue.message} but ${came}`,
    },
  ];
}

function receivedBy(issue: Issue, document: Document): unknown {
  // An unknown kind of incident is told with the whole incident as its input.
  if (issue.code === 'invalid_union') return document.getIn(issue.path);
  return issue.input;
}

/** Where the path leads, or as far towards it as there is something. */
function placeIn(document: Document, path: readonly PropertyKey[], of: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const [index, step] of path.entries()) {
    const pair = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && key.value === step)
      : isSeq(node) && { key: undefined, value: node.items[Number(step)] };
    if (!pair) return offset;
    node = of === 'key' && index === path.length - 1 ? pair.key : pair.value;
    offset = (node as { range?: [number] } | undefined)?.range?.[0] ?? offset;
  }
  return offset;
}

/** `applications[0].latency.serviceMs` */
function fieldName(path: readonly PropertyKey[]): string {
  const name = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return name.replace(/^\./, '') || 'the scenario';
}

function shown(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'a mapping';
  const text = JSON.stringify(typeof value === 'number' ? String(value) : value);
  const cut = text.length > 80 ? `${text.slice(0, 80)}…"` : text;
  return typeof value === 'number' ? cut.slice(1, -1) : cut;
}
