// Paths of the chart and of the tools that `npm run chart:tools` installs.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..', '..');
export const CHART = join(ROOT, 'charts', 'k8s-app-monitor');
export const SCHEMAS = join(ROOT, '.tools', 'schemas');

export function toolPath(name: string): string {
  return join(ROOT, '.tools', 'bin', name);
}

export function isInstalled(name: string): boolean {
  return existsSync(toolPath(name));
}
