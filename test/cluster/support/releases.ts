import { CHART, helm } from './commands.js';

/** Helm's limit for one install or upgrade to become ready; test machines can be slow. */
const TIMEOUT = '4m';

export interface Release {
  readonly name: string;
  readonly namespace: string;
}

/** Values as an object; passed as JSON, because Helm reads the `on` and `yes` of YAML 1.2 as booleans. */
export type Values = Readonly<Record<string, unknown>>;

/**
 * Installs or upgrades a release with exactly these values, and waits until it is ready.
 *
 * @param flags - further ones of `helm upgrade`
 * @param chart - the folder in the checkout, or an archive
 * @returns the notes
 */
export async function deploy(
  { name, namespace }: Release,
  values: Values = {},
  flags: readonly string[] = [],
  chart = CHART,
): Promise<string> {
  return helm(
    [
      ...['upgrade', '--install', name, chart, ...flags, '--namespace', namespace],
      ...['--reset-values', '--values', '-', '--wait', '--timeout', TIMEOUT],
    ],
    { input: JSON.stringify(values) },
  );
}

/** Runs the release's `helm test`. @returns its report with the pods' logs. @throws Error if a test fails */
export async function helmTest({ name, namespace }: Release): Promise<string> {
  return helm(['test', name, '--namespace', namespace, '--logs', '--timeout', TIMEOUT]);
}

export async function uninstall({ name, namespace }: Release): Promise<void> {
  await helm(['uninstall', name, '--namespace', namespace, '--wait', '--timeout', TIMEOUT]);
}
