import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { builderEnvironment, ensureBaseImage } from '../image/docker.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { appVersion } = parse(readFileSync(`${root}/charts/k8s-app-monitor/Chart.yaml`, 'utf8'));

/** Both images, with the chart's default tag. */
export const IMAGES = ['k8s-app-monitor-test', 'k8s-app-monitor-agent'].map(
  (name) => `${name}:${appVersion}`,
);

export function buildImages() {
  if (!ensureBaseImage()) throw new Error('The base image does not exist and could not be made');
  for (const image of IMAGES) {
    const target = image.split(':')[0];
    execFileSync('docker', ['build', '--quiet', '--target', target, '--tag', image, root], {
      env: { ...process.env, ...builderEnvironment() },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const bytes = execFileSync('docker', ['image', 'inspect', '--format', '{{.Size}}', image]);
    console.log(`${image}: ${(Number(bytes) / 1e6).toFixed(0)} MB`);
  }
}

/** Loads the images into the nodes; with KUBECONFIG and without CLUSTER_LOAD the nodes must have them already. */
export function loadImages(cluster) {
  const fallback = cluster.command === undefined ? '' : `${cluster.command} load`;
  const [program, ...args] = (process.env.CLUSTER_LOAD ?? fallback).split(' ').filter((word) => word !== '');
  if (program !== undefined) execFileSync(program, [...args, ...IMAGES], { stdio: 'inherit' });
}
