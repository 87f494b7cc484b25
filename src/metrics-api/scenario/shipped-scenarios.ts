import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// The sources lie one folder less deep than what is compiled from them into dist.
const FOLDER = ['../../../scenarios/', '../../../../scenarios/']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path));

/** Names of the scenarios that come with the service, in alphabetical order. */
export function shippedScenarios(): string[] {
  if (FOLDER === undefined) return [];
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
  return files.map((file) => file.slice(0, -'.yaml'.length)).sort();
}

/** @param name - one of `shippedScenarios` */
export function shippedScenarioPath(name: string): string {
  return `${FOLDER}${name}.yaml`;
}
