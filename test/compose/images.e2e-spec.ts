// Inspects the containers that tools/image/with-compose.mjs has started.
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { AGENT, docker, evaluateIn, inspect, METRICS_API, type Container, untilHealthy } from './docker.js';

const CONTAINERS = [METRICS_API, AGENT];

const packagesOf = (container: Container): Promise<string> =>
  evaluateIn(
    container,
    "import { globSync } from 'node:fs'; console.log(globSync('/app/**/node_modules/{*,@*/*}').join('\\n'))",
  );

// Each command in a container starts a process there, and the machine can be busy.
jest.setTimeout(60_000);

beforeAll(async () => {
  for (const container of CONTAINERS) await untilHealthy(container);
}, 120_000);

describe.each(CONTAINERS)('the image $service', (container) => {
  const { name, service } = container;

  it('carries the labels of the OCI specification', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };

    const labels = await inspect(name, '.Config.Labels');

    expect(labels).toMatchObject({
      'org.opencontainers.image.title': service,
      'org.opencontainers.image.version': version,
      'org.opencontainers.image.revision': process.env['REVISION'],
      'org.opencontainers.image.licenses': 'Apache-2.0',
    });
  });

  it('runs node as process 1', async () => {
    const program = await evaluateIn(
      container,
      "import { readlinkSync } from 'node:fs'; console.log(readlinkSync('/proc/1/exe'))",
    );

    expect(program).toBe('/usr/local/bin/node');
  });

  it('runs as a numeric user that is neither root nor the mesh proxy, without privileges', async () => {
    const status = await evaluateIn(
      container,
      "import { readFileSync } from 'node:fs'; console.log(readFileSync('/proc/1/status', 'utf8'))",
    );

    expect(await inspect(name, '.Config.User')).toMatch(/^\d+:\d+$/);
    const userIds = /^Uid:\t(\d+)\t(\d+)/m.exec(status)?.slice(1).map(Number);
    expect(userIds).toEqual([10001, 10001]);
    expect(status).toMatch(/^CapEff:\t0+$/m);
    expect(status).toMatch(/^CapBnd:\t0+$/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
  });

  it('has a root filesystem that not even root can write to', async () => {
    const script = "require('fs').writeFileSync('/app/new', '')";

    await expect(docker('exec', '--user', '0', name, 'node', '--eval', script)).rejects.toThrow('EROFS');
  });

  it('has files that belong to root, so that the service cannot change itself on a writable filesystem either', async () => {
    const owners = await evaluateIn(
      container,
      "import { globSync, lstatSync } from 'node:fs'; " +
        "console.log(...new Set(globSync('/app/**').map((file) => lstatSync(file).uid)))",
    );

    expect(owners).toBe('0');
  });

  it('contains no development tools', async () => {
    expect(await packagesOf(container)).not.toMatch(
      /typescript|jest|eslint(?!-community)|prettier|@nestjs\/cli|@types/,
    );
  });
});

it('only the agent contains rendering libraries and fonts', async () => {
  expect(await packagesOf(METRICS_API)).not.toMatch(/sharp|@img|canvas|chart|fontsource/);

  const ofAgent = await packagesOf(AGENT);
  for (const name of ['sharp', '@img/sharp-', '@napi-rs/canvas', 'chart.js', '@fontsource/noto-sans-sc']) {
    expect(ofAgent).toContain(`/node_modules/${name}`);
  }
});
