// The fields of Kubernetes objects that the tests read.

export type Labels = Record<string, string>;

export interface Metadata {
  name: string;
  namespace?: string;
  labels?: Labels;
  annotations?: Record<string, string>;
}

export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
  spec?: Record<string, unknown>;
  data?: Record<string, string>;
}

export interface Container {
  name: string;
  image?: string;
  env?: { name: string; valueFrom?: Record<string, Reference> }[];
  envFrom?: Record<string, Reference>[];
  ports?: { name?: string; containerPort: number }[];
  volumeMounts?: { name: string; mountPath: string }[];
  securityContext?: Record<string, unknown>;
  [field: string]: unknown;
}

/** A reference to a ConfigMap or a Secret; volumes use `secretName`. */
export interface Reference {
  name?: string;
  secretName?: string;
  optional?: boolean;
}

export interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  volumes?: ({ name: string } & Record<string, unknown>)[];
  serviceAccountName?: string;
  imagePullSecrets?: Reference[];
  securityContext?: Record<string, unknown>;
  [field: string]: unknown;
}

/** The pod of a workload, or a pod itself. */
export interface Pod {
  /** `Kind/name` of the object. */
  of: string;
  namespace: string | undefined;
  labels: Labels;
  spec: PodSpec;
}

export function idOf({ kind, metadata }: KubernetesObject): string {
  return `${kind}/${metadata.name}`;
}

export function podsOf(objects: readonly KubernetesObject[]): Pod[] {
  return objects.flatMap((object) => {
    const template = podTemplateOf(object);
    if (template === undefined) return [];
    const { metadata, spec } = template;
    return [{ of: idOf(object), namespace: object.metadata.namespace, labels: metadata?.labels ?? {}, spec }];
  });
}

export function containersOf({ spec }: Pod): Container[] {
  return [...(spec.initContainers ?? []), ...spec.containers];
}

interface PodTemplate {
  metadata?: { labels?: Labels };
  spec: PodSpec;
}

function podTemplateOf(object: KubernetesObject): PodTemplate | undefined {
  if (object.kind === 'Pod') return object as unknown as PodTemplate;
  return object.spec?.template as PodTemplate | undefined;
}
