// Pod Security Standards, level "restricted" and what it takes over from "baseline":
// https://kubernetes.io/docs/concepts/security/pod-security-standards/
import { type Container, containersOf, type Pod, podsOf } from '../support/kubernetes-object.js';
import type { Law } from './law.js';

interface SecurityContext {
  privileged?: boolean;
  allowPrivilegeEscalation?: boolean;
  runAsNonRoot?: boolean;
  runAsUser?: number;
  seccompProfile?: { type: string };
  capabilities?: { add?: string[]; drop?: string[] };
  procMount?: string;
  sysctls?: unknown[];
}

const VOLUMES = [
  ...['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral'],
  ...['persistentVolumeClaim', 'projected', 'secret'],
];
const SECCOMP = ['RuntimeDefault', 'Localhost'];

/** Every pod, with its init containers, is one that a namespace of level `restricted` takes. */
export const podsAreRestricted: Law = ({ objects }) =>
  podsOf(objects).flatMap((pod) => [
    ...breachesOfPod(pod).map((breach) => `${pod.of}: ${breach}`),
    ...containersOf(pod).flatMap((container) =>
      breachesOfContainer(container, securityOf(pod.spec)).map(
        (breach) => `${pod.of}, container ${container.name}: ${breach}`,
      ),
    ),
  ]);

function breachesOfPod({ spec }: Pod): string[] {
  const security = securityOf(spec);
  const types = (spec.volumes ?? []).flatMap((volume) => Object.keys(volume).filter((key) => key !== 'name'));
  return [
    ...['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => spec[field]),
    ...types.filter((type) => !VOLUMES.includes(type)).map((type) => `volume of type ${type}`),
    ...only(security.runAsUser === 0, 'runAsUser 0'),
    ...only((security.sysctls ?? []).length > 0, 'sysctls'),
  ];
}

function breachesOfContainer(container: Container, pod: SecurityContext): string[] {
  const own = securityOf(container);
  const { add = [], drop = [] } = own.capabilities ?? {};
  const ports = (container.ports ?? []) as { hostPort?: number }[];
  const hooks = Object.values((container.lifecycle ?? {}) as Record<string, { httpGet?: { host?: string } }>);
  const profile = (own.seccompProfile ?? pod.seccompProfile)?.type ?? 'none';
  return [
    ...only(own.privileged === true, 'privileged'),
    ...only(own.allowPrivilegeEscalation !== false, 'allowPrivilegeEscalation is not false'),
    ...only((own.runAsNonRoot ?? pod.runAsNonRoot) !== true, 'runAsNonRoot is not true'),
    ...only(own.runAsUser === 0, 'runAsUser 0'),
    ...only(!SECCOMP.includes(profile), `seccompProfile ${profile}`),
    ...only(!drop.includes('ALL'), 'does not drop ALL capabilities'),
    ...add.filter((name) => name !== 'NET_BIND_SERVICE').map((name) => `adds the capability ${name}`),
    ...only((own.procMount ?? 'Default') !== 'Default', `procMount ${own.procMount}`),
    ...only(
      ports.some(({ hostPort }) => hostPort),
      'hostPort',
    ),
    ...only(
      hooks.some(({ httpGet }) => httpGet?.host),
      'a lifecycle hook with a host',
    ),
  ];
}

function securityOf({ securityContext }: { securityContext?: Record<string, unknown> }): SecurityContext {
  return securityContext ?? {};
}

function only(broken: boolean, breach: string): string[] {
  return broken ? [breach] : [];
}
