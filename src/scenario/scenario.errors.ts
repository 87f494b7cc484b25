import { type Document, isMap, isScalar, isSeq } from 'yaml';
import type { z } from 'zod';

/** Something that is wrong in a scenario's text. */
interface ScenarioProblem {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly sentence: string;
}

/** A scenario is invalid. The message has one line for each problem: `<origin>:<line>:<column>: <sentence>`. */
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

/** A problem by its position in the text. */
export interface TextProblem {
  /** In characters from the beginning of the text. */
  readonly offset: number;
  readonly sentence: string;
}

/** Further problems are reported once these are fixed. */
const MAX_PROBLEMS = 20;

/** The first problems in the order of the text, with line and column. */
export function locateProblems(text: string, problems: readonly TextProblem[]): ScenarioProblem[] {
  const once = new Map(problems.map((problem) => [`${problem.offset} ${problem.sentence}`, problem]));
  const inOrder = [...once.values()].sort((a, b) => a.offset - b.offset);
  return inOrder
    .slice(0, MAX_PROBLEMS)
    .map(({ offset, sentence }) => ({ ...lineAndColumn(text, offset), sentence }));
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

type Issue = z.core.$ZodIssue;

/** Turns a schema's issue into sentences with positions; its message completes "Expected <field> to be …". */
export function problemsOf(issue: Issue, document: Document): TextProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, MAX_PROBLEMS).map((key) => ({
      offset: offsetOf(document, [...issue.path, key], 'key'),
      sentence: `Expected ${fieldName(issue.path)} to be ${issue.message} but received the key ${describe(key)}`,
    }));
  }
  const received = receivedBy(issue, document);
  const actual = received === undefined ? 'it is missing' : `received ${describe(received)}`;
  return [
    {
      offset: offsetOf(document, issue.path, issue.code === 'invalid_key' ? 'key' : 'value'),
      sentence: `Expected ${fieldName(issue.path)} to be ${issue.message} but ${actual}`,
    },
  ];
}

function receivedBy(issue: Issue, document: Document): unknown {
  // The input of this issue is the whole incident; the path leads to its kind.
  if (issue.code === 'invalid_union') return document.getIn(issue.path);
  return issue.input;
}

/** Offset of the node at a path, or of its nearest ancestor that exists. */
function offsetOf(document: Document, path: readonly PropertyKey[], of: 'key' | 'value'): number {
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

function describe(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'a mapping';
  const text = JSON.stringify(typeof value === 'number' ? String(value) : value);
  const cut = text.length > 80 ? `${text.slice(0, 80)}…"` : text;
  return typeof value === 'number' ? cut.slice(1, -1) : cut;
}
