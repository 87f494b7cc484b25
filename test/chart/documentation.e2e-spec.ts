// Renders every installation in README.md, the guides and the examples: each `helm install` and `helm upgrade`.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bash, type CommandBlock, commandDocuments } from '../support/command-blocks.js';
import { NEWEST_KUBERNETES } from './support/helm.js';
import { ROOT, toolPath } from './support/tools.js';

/** `helm` renders what it would install; commands that need a cluster, a network or the services do nothing. */
const STAND_INS = `
helm() {
  case "$1" in install | upgrade | template) ;; *) return 0 ;; esac
  shift
  local arguments=() argument
  for argument in "$@"; do
    case "$argument" in
      --install | --reset-then-reuse-values | --reuse-values | --reset-values) ;;
      *) arguments+=("$argument") ;;
    esac
  done
  '${toolPath('helm')}' template "\${arguments[@]}" --kube-version ${NEWEST_KUBERNETES} | grep ^kind: | sort | uniq -c
}
for command in curl docker istioctl k3d kind kubectl minikube node npm prometheus promtool sudo; do
  eval "$command() { :; }"
done
`;

const INSTALLS = /^helm (install|upgrade|template) /m;

const documents = commandDocuments()
  .map(({ name, blocks }) => ({ name, blocks: blocks.filter(({ language }) => language === 'sh') }))
  .filter(({ blocks }) => blocks.some(({ text }) => INSTALLS.test(text)));

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'k8s-app-monitor-documents-'));
  for (const entry of ['charts', 'deploy', 'examples']) await symlink(join(ROOT, entry), join(folder, entry));
});

afterEach(() => rm(folder, { recursive: true }));

it('finds the documents', () => {
  expect(documents.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['README.md', 'examples/README.md']),
  );
});

describe.each(documents)('$name', ({ blocks }) => {
  it('has installations that the chart accepts', async () => {
    const script = STAND_INS + blocks.map(({ text }) => text).join('\n');

    const { code, stdout, stderr } = await bash(script, { cwd: folder, env: { PATH: process.env['PATH']! } });

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.match(/kind: Service$/gm)).toHaveLength(installationsOf(blocks));
  });
});

function installationsOf(blocks: readonly CommandBlock[]): number {
  return blocks.flatMap(({ text }) => text.match(new RegExp(INSTALLS, 'gm')) ?? []).length;
}
