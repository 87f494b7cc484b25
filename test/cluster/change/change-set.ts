import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { eventually } from '../../support/eventually.js';
import { type Answer, answerOf } from '../support/answers.js';
import { CHART } from '../support/commands.js';
import { type Release, type Values } from '../support/releases.js';

/** Values that a release is upgraded to, and how the cluster shows that they are in force. */
export interface ChangeSet {
  readonly name: string;
  readonly values: Values;
  /** Kinds without which the cluster cannot take the values, as `httproutes.gateway.networking.k8s.io`. */
  readonly needs?: readonly string[];
  /** One of the few that a short run tries. */
  readonly inShortRun?: true;
  /** What must be there already, as Kubernetes objects. */
  readonly given?: readonly object[];
  /** @returns what was seen, as the end of a sentence. @throws Error where the values are not in force */
  inForce(release: Release): Promise<string>;
}

export const TEST = 'k8s-app-monitor-test';
export const AGENT = 'k8s-app-monitor-agent';

/** Values that the chart is rendered with in its own tests. */
export function ciValues(name: string): Values {
  return parse(readFileSync(join(CHART, 'ci', `${name}-values.yaml`), 'utf8')) as Values;
}

/** Asks until the answer is right: for a moment after an upgrade, an old pod may still be asked. */
export async function answersWith(
  { namespace }: Release,
  { service, port, path }: { service: string; port: number; path: string },
  isRight: (answer: Answer) => boolean,
): Promise<Answer> {
  let last: Answer | undefined;
  await eventually(`${service}:${port}${path} gave the right answer`, async () => {
    // A pod that ends takes the forwarded connection with it.
    last = await answerOf({ namespace, service, port }, path).catch(() => undefined);
    return last !== undefined && isRight(last);
  });
  return last!;
}
