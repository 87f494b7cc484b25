import { type Container, containersOf, type Pod, podsOf } from '../support/kubernetes-object.js';
import type { Rule } from './rules.js';

/** Of two variables with the same name, the API server keeps the last and drops the first silently. */
export const variablesAreUnique: Rule = ofEachContainer(({ env = [] }) =>
  repeated(env.map(({ name }) => name)).map((name) => `variable ${name} is set twice`),
);

export const imageTagsAreFixed: Rule = ofEachContainer(({ image = '' }) => {
  if (/@sha256:[0-9a-f]{64}$/.test(image)) return [];
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest' ? [`image ${image} has no fixed tag`] : [];
});

export const portNamesAreUnique: Rule = ({ objects }) =>
  podsOf(objects).flatMap((pod) =>
    repeated(containersOf(pod).flatMap(({ ports = [] }) => ports.map(({ name }) => name ?? ''))).map(
      (name) => `${pod.of}: port name ${name} is used twice`,
    ),
  );

export const probedPortsExist: Rule = ofEachContainer((container) => {
  const names = (container.ports ?? []).map(({ name }) => name);
  return ['startupProbe', 'readinessProbe', 'livenessProbe'].flatMap((field) => {
    const port = (container[field] as { httpGet?: { port: string | number } } | undefined)?.httpGet?.port;
    return typeof port === 'string' && !names.includes(port)
      ? [`${field} uses port ${port}, which the container does not have`]
      : [];
  });
});

export const mountedVolumesExist: Rule = ofEachContainer(({ volumeMounts = [] }, { spec }) => {
  const volumes = (spec.volumes ?? []).map(({ name }) => name);
  return volumeMounts
    .filter(({ name }) => !volumes.includes(name))
    .map(({ name }) => `mounts volume ${name}, which the pod does not have`);
});

function ofEachContainer(violationsOf: (container: Container, pod: Pod) => string[]): Rule {
  return ({ objects }) =>
    podsOf(objects).flatMap((pod) =>
      containersOf(pod).flatMap((container) =>
        violationsOf(container, pod).map(
          (violation) => `${pod.of}, container ${container.name}: ${violation}`,
        ),
      ),
    );
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => name !== '' && names.indexOf(name) !== index))];
}

// Pod Security Standards, level "restricted", including "baseline":
// https://kubernetes.io/docs/concepts/security/pod-security-standards/
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

/** A namespace with level `restricted` admits every pod, including its init containers. */
export const podsAreRestricted: Rule = ({ objects }) =>
  podsOf(objects).flatMap((pod) => [
    ...violationsOfPod(pod).map((violation) => `${pod.of}: ${violation}`),
    ...containersOf(pod).flatMap((container) =>
      violationsOfContainer(container, securityOf(pod.spec)).map(
        (violation) => `${pod.of}, container ${container.name}: ${violation}`,
      ),
    ),
  ]);

function violationsOfPod({ spec }: Pod): string[] {
  const security = securityOf(spec);
  const types = (spec.volumes ?? []).flatMap((volume) => Object.keys(volume).filter((key) => key !== 'name'));
  return [
    ...['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => spec[field]),
    ...types.filter((type) => !VOLUMES.includes(type)).map((type) => `volume of type ${type}`),
    ...only(security.runAsUser === 0, 'runAsUser 0'),
    ...only((security.sysctls ?? []).length > 0, 'sysctls'),
  ];
}

function violationsOfContainer(container: Container, pod: SecurityContext): string[] {
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
    ...add.filter((name) => name !== 'NET_BIND_SERVICE').map((name) => `adds capability ${name}`),
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

function only(broken: boolean, violation: string): string[] {
  return broken ? [violation] : [];
}
