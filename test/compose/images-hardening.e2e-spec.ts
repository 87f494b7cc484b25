// What an attacker would find in the images and containers.
import { describe, expect, it, jest } from '@jest/globals';
import { AGENT, docker, evaluateIn, inspect, METRICS_API, until } from './docker.js';

const PROGRAMS = `
  import { globSync, statSync } from 'node:fs';
  const files = globSync('/{bin,sbin,usr/bin,usr/sbin,usr/local/bin,usr/local/sbin,opt}/**');
  console.log(files.filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile()).join('\\n'));`;
const CREDENTIAL_FILES = `
  import { globSync } from 'node:fs';
  console.log(globSync('/{app,root,home,etc,usr,tmp}/**/{.npmrc,npmrc,.netrc,.docker,.git,.ssh,*.pem,*.key,*.crt}').join('\\n'));`;
const SECRET = /passw|secret|token|_auth|api_?key|private key|:\/\/[^/\s]*@/i;

// Each command in a container starts a process there, and the machine can be busy.
jest.setTimeout(120_000);

function answers(name: string): Promise<boolean> {
  const check = docker('exec', name, 'node', '/usr/local/lib/healthcheck.mjs');
  return check.then(
    () => true,
    () => false,
  );
}

describe.each([METRICS_API, AGENT])('the image $service', (container) => {
  const image = async () => (await inspect(container.name, '.Config.Image')) as string;

  it('contains node as its only program: no shell, no package manager', async () => {
    expect(await evaluateIn(container, PROGRAMS)).toBe('/usr/local/bin/node');
    const shell = docker('exec', container.name, 'sh', '-c', 'true').catch((error: unknown) => error);
    // The exit code for a missing program depends on the version of Docker.
    expect([126, 127]).toContain(((await shell) as { code?: number }).code);
  });

  it.each(['123456:0', '65534:65534'])(
    'starts as user %s, with a read-only root filesystem, without any capability',
    async (user) => {
      const restrictions = ['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'];
      const options = ['--detach', '--no-healthcheck', '--network', 'none', '--user', user, ...restrictions];
      const name = await docker('run', ...options, await image());
      try {
        await until(`${container.service} to answer as ${user}`, () => answers(name));

        const script = "import { statSync } from 'node:fs'; console.log(statSync('/proc/1').uid)";
        expect(await evaluateIn({ name }, script)).toBe(user.split(':')[0]);
      } finally {
        await docker('rm', '--force', name);
      }
    },
  );

  it('has no secret in its history, configuration or files', async () => {
    const history = await docker('history', '--no-trunc', '--format', '{{.CreatedBy}}', await image());
    const settings = await docker('image', 'inspect', '--format', '{{json .Config}}', await image());

    expect(history).toContain('ENTRYPOINT');
    expect(history).not.toMatch(SECRET);
    expect(settings).not.toMatch(SECRET);
    expect(await evaluateIn(container, CREDENTIAL_FILES)).toBe('');
  });
});

it('the metrics API is smaller than the agent by the rendering libraries', async () => {
  const [metricsApi, agent] = await Promise.all(
    [METRICS_API, AGENT].map(async ({ name }) => {
      const size = await docker(
        'image',
        'inspect',
        '--format',
        '{{.Size}}',
        (await inspect(name, '.Config.Image')) as string,
      );
      return Number(size) / 1e6;
    }),
  );

  process.stderr.write(
    `    sizes: metrics API ${metricsApi?.toFixed(0)} MB, agent ${agent?.toFixed(0)} MB\n`,
  );
  expect(Number(agent) - Number(metricsApi)).toBeGreaterThan(50);
});
