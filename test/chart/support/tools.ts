// Where `npm run chart:tools` puts what the chart's suites use.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..', '..');
export const CHART = join(ROOT, 'charts', 'k8s-app-monitor');
export const SCHEMAS = join(ROOT, '.tools', 'schemas');

export function toolPath(name: string): string {
  return join(ROOT, '.tools', 'bin', name);
}

export function isAtHand(name: string): boolean {
  return existsSync(toolPath(name));
}
