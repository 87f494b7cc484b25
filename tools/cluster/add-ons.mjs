import { execFileSync } from 'node:child_process';
import { addOnCommand } from './cluster-at-hand.mjs';

/** Where the add-ons of a cluster that a command brought up are reached, by the name of their variable. */
const ADDRESSES = {
  traefik: { TRAEFIK_URL: 'http://10.213.0.2:32080' },
  istio: { ISTIO_GATEWAY_URL: 'http://10.213.0.2:32000' },
  zipkin: { ZIPKIN_URL: 'http://10.213.0.1:9411' },
};

/**
 * Brings the wanted add-ons up, where a command can; with KUBECONFIG alone they are taken as they are.
 *
 * @returns the variables that say where they are reached
 */
export function addOns(cluster, wanted) {
  if (cluster.command === undefined) return {};
  // Spans are sent from the start: Zipkin comes before the mesh that reports to it.
  const names = wanted.includes('istio') ? ['zipkin', ...wanted] : wanted;
  for (const name of names) {
    execFileSync(addOnCommand(cluster, name), ['up'], {
      env: { ...process.env, ...cluster.env },
      stdio: 'inherit',
    });
  }
  return Object.assign({}, ...names.map((name) => ADDRESSES[name]));
}
