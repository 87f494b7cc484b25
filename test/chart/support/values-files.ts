// charts/k8s-app-monitor/ci: values as people combine them. Comments at the head of each say what it must yield.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHART } from './tools.js';

/** Of Chart.yaml's `kubeVersion`, and of the newest schemas. */
export const OLDEST_MINOR = 29;
export const NEWEST_MINOR = 37;

const FOLDER = join(CHART, 'ci');
const ENDING = '-values.yaml';

export interface ValuesFile {
  name: string;
  path: string;
  /** `# kinds:` how many objects of each kind it yields, but for the pods of `helm test`. */
  kinds: Record<string, number>;
  /** `# given:` what must be there before, or is made by `extraObjects`, as `Kind/name`. */
  given: string[];
  /** `# api-versions:` kinds that the cluster must know. */
  apiVersions: string[];
  /** `# release:` its name, where another is wanted. */
  release: string;
  /** `# kubernetes:` the oldest that will do, such as `1.30`. */
  oldestMinor: number;
  /** `# istio: yes` where `istioctl analyze` looks at it too. */
  isForIstio: boolean;
}

export const VALUES_FILES: ValuesFile[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith(ENDING))
  .map((file) => valuesFile(file.slice(0, -ENDING.length), join(FOLDER, file)));

function valuesFile(name: string, path: string): ValuesFile {
  const text = readFileSync(path, 'utf8');
  const told = (key: string): string | undefined => new RegExp(`^# ${key}: (.+)$`, 'm').exec(text)?.[1];
  const list = (key: string): string[] => told(key)?.split(', ') ?? [];
  return {
    name,
    path,
    kinds: Object.fromEntries(list('kinds').map(counted)),
    given: list('given'),
    apiVersions: list('api-versions'),
    release: told('release') ?? 'k8s-app-monitor',
    oldestMinor: Number(told('kubernetes')?.replace('1.', '') ?? OLDEST_MINOR),
    isForIstio: told('istio') === 'yes',
  };
}

function counted(entry: string): [string, number] {
  const [kind = '', count] = entry.split(' ');
  return [kind, Number(count)];
}
