import { template } from '../support/helm.js';

const REFUSED = "values don't meet the specifications";

/**
 * Helm's messages about values that the schema refuses, one per problem; none if the schema accepts them, whatever the
 * templates report afterwards.
 *
 * @param values - as an object, or as arguments such as `['--set', 'agent.replicas=two']`
 */
export async function refusalOf(values: object | readonly string[]): Promise<string[]> {
  const { code, stderr } = await template(values);
  if (code === 0 || !stderr.includes(REFUSED)) return [];
  return stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('- at '))
    .map((line) => line.slice(2));
}

/** Without the lines that only report that a nested value was refused. */
export function otherThanNested(refusal: readonly string[]): string[] {
  return refusal.filter((line) => !/(validation|'allOf') failed$/.test(line));
}
