import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FILE = 'charts/k8s-app-monitor/README.md';
const ARGUMENTS = ['--chart-search-root', 'charts', '--sort-values-order', 'file', '--dry-run'];

/**
 * The chart's README, by file name, as helm-docs makes it from README.md.gotmpl and values.yaml; nothing where helm-docs
 * is missing, since most people who change code have no use for it. The chart's suite compares in any case.
 *
 * @param {URL} root - of the project
 */
export function chartReadmeFile(root) {
  const cwd = fileURLToPath(root);
  const own = fileURLToPath(new URL('.tools/bin/helm-docs', root));
  const { error, status, stdout, stderr } = spawnSync(existsSync(own) ? own : 'helm-docs', ARGUMENTS, {
    cwd,
    encoding: 'utf8',
  });
  if (error?.code === 'ENOENT') {
    console.log(`${FILE} was left alone: there is no helm-docs in .tools/bin or on PATH`);
    return {};
  }
  if (status !== 0) throw new Error(`helm-docs failed: ${stderr || error?.message}`);
  return { [FILE]: stdout };
}
