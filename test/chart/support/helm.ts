import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from './kubernetes-object.js';
import { type Outcome, run, type RunOptions } from '../../support/run.js';
import { CHART, toolPath } from './tools.js';

/** The newest Kubernetes version that the chart is tested with. */
export const NEWEST_KUBERNETES = '1.37.0';

export function helm(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return run(toolPath('helm'), args, options);
}

/**
 * The outcome of `helm template` with values, or with further arguments.
 *
 * @param values - the values as an object, or further arguments such as `['--set', 'agent.replicas=2']`
 */
export function template(values: object | readonly string[] = [], release = 'k8s-app-monitor') {
  const base = ['template', release, CHART, '--namespace', 'default', '--kube-version', NEWEST_KUBERNETES];
  return isArguments(values)
    ? helm([...base, ...values])
    : // JSON, because Helm reads the `on` and `yes` of YAML 1.2 as booleans.
      helm([...base, '--values', '-'], { input: JSON.stringify(values) });
}

/** The objects of the chart with values. @throws Error with Helm's message if it refuses them */
export async function templated(
  values: object | readonly string[] = [],
  release?: string,
): Promise<KubernetesObject[]> {
  const { code, stdout, stderr } = await template(values, release);
  if (code !== 0) throw new Error(stderr);
  return parsed(stdout);
}

export function parsed(manifests: string): KubernetesObject[] {
  return parseAllDocuments(manifests)
    .map((document) => document.toJS() as KubernetesObject | null)
    .filter((object) => object !== null);
}

function isArguments(values: object | readonly string[]): values is readonly string[] {
  return Array.isArray(values);
}
