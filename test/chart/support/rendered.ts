import { helm, parsed } from './helm.js';
import type { KubernetesObject } from './kubernetes-object.js';
import { CHART } from './tools.js';
import { NEWEST_MINOR, type ValuesFile } from './values-files.js';

export interface Rendering {
  file: ValuesFile;
  /** The minor version of Kubernetes 1.x that it is rendered for. */
  minor: number;
  manifests: string;
  objects: KubernetesObject[];
  /** Helm's message if it refused. */
  refusal: string | undefined;
}

export async function render(file: ValuesFile, minor: number): Promise<Rendering> {
  const { code, stdout, stderr } = await helm([
    ...['template', file.release, CHART, '--values', file.path, '--namespace', 'default'],
    ...['--kube-version', `1.${minor}.0`],
    ...file.apiVersions.flatMap((version) => ['--api-versions', version]),
  ]);
  const refusal = code === 0 ? undefined : stderr;
  return { file, minor, manifests: stdout, objects: parsed(stdout), refusal };
}

/** Each file for each supported Kubernetes version, in two processes at a time. */
export async function renderAll(files: readonly ValuesFile[], oldestMinor: number): Promise<Rendering[]> {
  const waiting = files.flatMap((file) =>
    minorsFrom(Math.max(oldestMinor, file.oldestMinor)).map((minor) => ({ file, minor })),
  );
  const done: Rendering[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) done.push(await render(next.file, next.minor));
  };
  await Promise.all([work(), work()]);
  return done;
}

/** Different renderings: identical ones need only one check. */
export function distinct(renderings: readonly Rendering[]): Rendering[] {
  return [...new Map(renderings.map((rendering) => [rendering.manifests, rendering])).values()];
}

function minorsFrom(oldest: number): number[] {
  return Array.from({ length: NEWEST_MINOR - oldest + 1 }, (_, index) => oldest + index);
}
