// examples/compose.yaml, as far as it can be tested without the images of Prometheus and Grafana; and the commands of the
// documents that need compose, as far as compose can check them without running anything.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { bash, commandDocuments, ROOT } from '../support/command-blocks.js';
import { run } from '../support/run.js';

interface Service {
  readonly image: string;
  readonly read_only?: boolean;
  readonly privileged?: boolean;
  readonly cap_drop?: readonly string[];
  readonly ports?: readonly unknown[];
  readonly volumes?: readonly unknown[];
  readonly [field: string]: unknown;
}

const OURS = ['k8s-app-monitor-agent', 'k8s-app-monitor-test'];
const hasPlugin = spawnSync('docker', ['compose', 'version']).status === 0;
const COMPOSE = hasPlugin ? ['docker', 'compose'] : ['docker-compose'];

let example: Record<string, Service>;
let root: Record<string, Service>;

beforeAll(async () => {
  [example, root] = await Promise.all([
    servicesOf('examples/compose.yaml'),
    servicesOf('docker-compose.yaml'),
  ]);
});

describe('examples/compose.yaml', () => {
  it('has the two services, Prometheus and Grafana, by fixed tags', () => {
    expect(Object.keys(example).sort()).toEqual(['grafana', ...OURS, 'prometheus']);
    for (const name of ['prometheus', 'grafana']) expect(example[name]!.image).toMatch(/:v?\d+\.\d+\.\d+$/);
  });

  it.each(OURS)('defines %s as docker-compose.yaml does', (name) => {
    const { container_name: _name, labels: _labels, ...service } = root[name]!;

    expect(example[name]).toMatchObject(service);
  });

  it.each([...OURS, 'prometheus', 'grafana'])(
    'gives %s no privileges and no writable file system',
    (name) => {
      expect(example[name]).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
      expect(example[name]).not.toHaveProperty('privileged');
      expect(example[name]).not.toHaveProperty('cap_add');
    },
  );

  it('mounts files that exist, read-only', () => {
    const text = readFileSync(join(ROOT, 'examples', 'compose.yaml'), 'utf8');
    const { services } = parse(text, { merge: true }) as {
      services: Record<string, { volumes?: string[] }>;
    };
    const binds = Object.values(services)
      .flatMap(({ volumes = [] }) => volumes)
      .filter((volume) => volume.startsWith('.'))
      .map((volume) => volume.split(':'));

    expect(binds.length).toBeGreaterThanOrEqual(4);
    expect(binds.filter(([path]) => !existsSync(join(ROOT, 'examples', path!)))).toEqual([]);
    expect(binds.filter(([, , mode]) => mode !== 'ro')).toEqual([]);
  });
});

describe('examples/zipkin.yaml', () => {
  it('adds Zipkin to the services of docker-compose.yaml, which send it their traces', async () => {
    const services = await servicesOf('docker-compose.yaml', 'examples/zipkin.yaml');

    expect(Object.keys(services).sort()).toEqual([...OURS, 'zipkin']);
    for (const name of OURS) {
      expect(services[name]).toMatchObject({
        ...root[name],
        environment: {
          ...(root[name]!['environment'] as object | undefined),
          OTEL_TRACES_EXPORTER: 'zipkin',
          OTEL_EXPORTER_ZIPKIN_ENDPOINT: 'http://zipkin:9411/api/v2/spans',
        },
      });
    }
    expect(services['zipkin']).toMatchObject({
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });
});

/** `docker compose up` and other subcommands only check the file. */
const STAND_INS = `
docker() {
  [ "$1" = compose ] || return 0
  shift
  local options=()
  while [[ "$1" == -* ]]; do options+=("$1" "$2"); shift 2; done
  ${hasPlugin ? 'command docker compose' : 'docker-compose'} \${options[@]+"\${options[@]}"} config --quiet
}
for command in curl helm kind kubectl minikube node npm prometheus promtool; do eval "$command() { :; }"; done
`;

const documents = commandDocuments()
  .map(({ name, blocks }) => ({ name, blocks: blocks.filter(({ needs }) => needs === 'docker') }))
  .filter(({ blocks }) => blocks.length > 0);

describe.each(documents)('$name', ({ blocks }) => {
  it.each(blocks)('$title', async ({ text }) => {
    const env = { PATH: process.env['PATH']!, HOME: process.env['HOME'] ?? '/' };

    expect(await bash(STAND_INS + text, { cwd: ROOT, env })).toMatchObject({ code: 0 });
  });
});

/** The services of a compose file as compose reads it, with its variables replaced by their defaults. */
async function servicesOf(...files: string[]): Promise<Record<string, Service>> {
  const [command = '', ...subcommand] = COMPOSE;
  const options = files.flatMap((file) => ['-f', file]);
  const { code, stdout, stderr } = await run(command, [...subcommand, ...options, 'config'], { cwd: ROOT });
  if (code !== 0) throw new Error(stderr);
  return (parse(stdout) as { services: Record<string, Service> }).services;
}
