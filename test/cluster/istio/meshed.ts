import { getAsIs, type Answer } from '../../support/get-as-is.js';
import { kubectl } from '../support/commands.js';
import { addressOf } from '../support/suites.js';
import type { Values } from '../support/releases.js';

/** The agent's address at the mesh's gateway. */
export const PATH = '/k8s-app-monitor-agent';

/**
 * Values that enable everything in the chart for Istio.
 *
 * @param host - that the gateway routes to this release only, because others can use the same gateway
 * @param virtualService - further values of the VirtualService
 */
export function meshed(host: string, virtualService: Values = {}): Values {
  const enabled = true;
  return {
    sidecarInjection: true,
    gateway: { enabled, hosts: [host] },
    virtualService: { enabled, hosts: [host], ...virtualService },
    destinationRule: { enabled },
    peerAuthentication: { enabled },
    authorizationPolicy: { enabled },
    telemetry: { enabled },
  };
}

/** Sends a request to the gateway as a client outside the mesh. */
export function atGateway(
  host: string,
  path: string,
  headers: Readonly<Record<string, string>> = { accept: 'image/png' },
): Promise<Answer> {
  return getAsIs(addressOf('ISTIO_GATEWAY_URL'), path, { host, ...headers });
}

/** The number of ready containers of each pod, such as `2/2`, including sidecars. */
export async function readiness(namespace: string): Promise<string[]> {
  const table = await kubectl(['get', 'pods', '--namespace', namespace, '--no-headers']);
  return table
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/)[1] ?? '');
}
