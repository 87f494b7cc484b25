import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { eventually } from '../../support/eventually.js';
import { type Answer, answerOf } from '../support/port-forward.js';
import { CHART } from '../support/commands.js';
import { type Release, type Values } from '../support/releases.js';

/** Values for an upgrade, and a check that they have taken effect. */
export interface ChangeSet {
  readonly name: string;
  readonly values: Values;
  /** Kinds that the cluster must have, such as `httproutes.gateway.networking.k8s.io`. */
  readonly needs?: readonly string[];
  /** Whether a short run includes it. */
  readonly inShortRun?: true;
  /** Objects that must exist before. */
  readonly given?: readonly object[];
  /** @returns what was observed, as the end of a sentence. @throws Error if the values have not taken effect */
  verify(release: Release): Promise<string>;
}

export const TEST = 'k8s-app-monitor-test';
export const AGENT = 'k8s-app-monitor-agent';

/** Values from the chart's `ci` folder. */
export function ciValues(name: string): Values {
  return parse(readFileSync(join(CHART, 'ci', `${name}-values.yaml`), 'utf8')) as Values;
}

/** Sends requests until the response is right: just after an upgrade, an old pod can still answer. */
export async function answersWith(
  { namespace }: Release,
  { service, port, path }: { service: string; port: number; path: string },
  isRight: (answer: Answer) => boolean,
): Promise<Answer> {
  let last: Answer | undefined;
  await eventually(`${service}:${port}${path} gave the right response`, async () => {
    // A terminating pod breaks the forwarded connection.
    last = await answerOf({ namespace, service, port }, path).catch(() => undefined);
    return last !== undefined && isRight(last);
  });
  return last!;
}
