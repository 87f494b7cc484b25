// Values in typical combinations (charts/k8s-app-monitor/ci) and for typical clusters (examples/values). The header of each
// file says what it must render.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHART, ROOT } from './tools.js';

/** From Chart.yaml's `kubeVersion`, and of the newest schemas. */
export const OLDEST_MINOR = 29;
export const NEWEST_MINOR = 37;

export interface ValuesFile {
  name: string;
  path: string;
  /** `# kinds:` the number of objects of each kind, without the pods of `helm test`. */
  kinds: Record<string, number>;
  /** `# given:` objects that must exist before, or that `extraObjects` creates, as `Kind/name`. */
  given: string[];
  /** `# api-versions:` kinds that the cluster must have. */
  apiVersions: string[];
  /** `# release:` the name of the release, if it is not the default. */
  release: string;
  /** `# kubernetes:` the oldest supported version, such as `1.30`. */
  oldestMinor: number;
  /** `# istio: yes` if `istioctl analyze` checks it as well. */
  isForIstio: boolean;
}

export const EXAMPLES = valuesFiles(join(ROOT, 'examples', 'values'), '.yaml', 'example-');

export const VALUES_FILES: readonly ValuesFile[] = [
  ...valuesFiles(join(CHART, 'ci'), '-values.yaml'),
  ...EXAMPLES,
];

function valuesFiles(folder: string, ending: string, prefix = ''): ValuesFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => valuesFile(prefix + file.slice(0, -ending.length), join(folder, file)));
}

function valuesFile(name: string, path: string): ValuesFile {
  const text = readFileSync(path, 'utf8');
  const header = (key: string): string | undefined => new RegExp(`^# ${key}: (.+)$`, 'm').exec(text)?.[1];
  const list = (key: string): string[] => header(key)?.split(', ') ?? [];
  return {
    name,
    path,
    kinds: Object.fromEntries(list('kinds').map(counted)),
    given: list('given'),
    apiVersions: list('api-versions'),
    release: header('release') ?? 'k8s-app-monitor',
    oldestMinor: Number(header('kubernetes')?.replace('1.', '') ?? OLDEST_MINOR),
    isForIstio: header('istio') === 'yes',
  };
}

function counted(entry: string): [string, number] {
  const [kind = '', count] = entry.split(' ');
  return [kind, Number(count)];
}
