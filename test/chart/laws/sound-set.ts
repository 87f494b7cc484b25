import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { KubernetesObject } from '../support/kubernetes-object.js';
import { type RenderedSet, setOf } from './law.js';

const text = readFileSync(join(import.meta.dirname, 'sound-set.yaml'), 'utf8');

export type Path = readonly (string | number)[];

/** Where a Deployment has its pods and its first container. */
export const POD: Path = ['spec', 'template', 'spec'];
export const CONTAINER: Path = [...POD, 'containers', 0];

export function soundSet(): RenderedSet {
  return setOf(objects(), ['Secret/registry']);
}

/** The sound set with one value of one object changed; `undefined` takes it away. */
export function soundSetBut(kind: string, path: Path, value: unknown): RenderedSet {
  const changed = objects().map((object) => {
    if (object.kind === kind) put(object, path, value);
    return object;
  });
  return setOf(changed, ['Secret/registry']);
}

function put(object: object, path: Path, value: unknown): void {
  const last = path.at(-1) ?? '';
  const parent = path.slice(0, -1).reduce((node, key) => node[key] as Node, object as Node);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
}

type Node = Record<string | number, unknown>;

/** By way of JSON, for YAML's aliases are one object: a change is of one place alone. */
function objects(): KubernetesObject[] {
  return JSON.parse(JSON.stringify(parse(text))) as KubernetesObject[];
}
