import { run } from '../../support/run.js';
import { SCHEMAS, toolPath } from './tools.js';

interface Resource {
  filename: string;
  kind: string;
  name: string;
  status: 'statusValid' | 'statusInvalid' | 'statusError' | 'statusSkipped';
  msg: string;
}

/** A kind without a schema is a problem too. */
interface Verdict {
  valid: number;
  problems: string[];
}

/** `kubeconform -strict` over files and folders of manifests: unknown fields are refused. */
export async function kubeconform(paths: readonly string[]): Promise<Verdict> {
  const { stdout, stderr } = await run(toolPath('kubeconform'), [
    ...['-strict', '-verbose', '-output', 'json', '-n', '2'],
    ...['-schema-location', `${SCHEMAS}/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json`],
    ...paths,
  ]);
  if (!stdout.startsWith('{'))
    throw new Error(`Expected JSON from kubeconform but received: ${stdout}${stderr}`);
  const { resources } = JSON.parse(stdout) as { resources: Resource[] };
  const valid = resources.filter(({ status }) => status === 'statusValid');
  return {
    valid: valid.length,
    problems: resources
      .filter(({ status }) => status !== 'statusValid')
      .map(({ filename, kind, name, msg }) => `${filename}: ${kind}/${name}: ${msg}`),
  };
}
