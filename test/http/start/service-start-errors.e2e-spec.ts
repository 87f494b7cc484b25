import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import type { Server } from 'node:net';
import { freePort, hold, release } from '../../support/ports.js';
import type { ServiceName } from '../../support/running-service.js';
import { root } from './launcher.js';

jest.setTimeout(120_000);

const AGENT = 'k8s-app-monitor-agent';
const METRICS_API = 'k8s-app-monitor-test';
const LEVELS = 'fatal, error, warn, info, debug, trace, silent';

let holder: Server | undefined;

afterEach(async () => {
  if (holder !== undefined) await release(holder);
  holder = undefined;
});

/** Starts a service that is expected to exit on its own. */
function start(name: ServiceName, variables: Record<string, string>) {
  const { status, stderr } = spawnSync(process.execPath, [`dist/apps/${name}/main.js`], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      METRICS_PORT: '0',
      LISTEN_ADDRESS: '127.0.0.1',
      ...variables,
    },
    encoding: 'utf8',
    timeout: 100_000,
  });
  return { status, stderr };
}

describe('a service that cannot start', () => {
  it.each([
    [AGENT, 'PORT', '99999', 'an integer between 0 and 65535', '8888'],
    [METRICS_API, 'PORT', '99999', 'an integer between 0 and 65535', '3000'],
    [METRICS_API, 'PORT', 'http', 'an integer between 0 and 65535', '3000'],
    [AGENT, 'METRICS_PORT', '-1', 'an integer between 0 and 65535', '9464'],
    [AGENT, 'LOG_LEVEL', 'loud', `one of ${LEVELS}`, 'debug'],
    [METRICS_API, 'LOG_LEVEL', 'loud', `one of ${LEVELS}`, 'debug'],
    [AGENT, 'SERVICE_NAME', 'http://x', 'a DNS name or an IP address', 'k8s-app-monitor-test'],
    [AGENT, 'SERVICE_NAME', 'x:3000', 'a DNS name or an IP address', 'k8s-app-monitor-test'],
    [AGENT, 'APP_PORT', '0', 'an integer between 1 and 65535', '3000'],
    [METRICS_API, 'LISTEN_ADDRESS', 'localhost', 'an IP address', '127.0.0.1'],
  ] as const)('%s reports what is wrong with %s=%s', (name, variable, value, expected, example) => {
    expect(start(name, { [variable]: value })).toEqual({
      status: 78,
      stderr: `${name}: Expected ${variable} to be ${expected} but received "${value}" (for example ${variable}=${example})\n`,
    });
  });

  it('reports every invalid value at once', () => {
    const { status, stderr } = start(AGENT, { LOG_LEVEL: 'loud', APP_PORT: 'x', UPSTREAM_TIMEOUT_MS: '1s' });

    expect(status).toBe(78);
    expect(stderr.match(/Expected \w+/g)?.sort()).toEqual([
      'Expected APP_PORT',
      'Expected LOG_LEVEL',
      'Expected UPSTREAM_TIMEOUT_MS',
    ]);
  });

  it.each([
    [AGENT, 'PORT'],
    [AGENT, 'METRICS_PORT'],
    [METRICS_API, 'PORT'],
    [METRICS_API, 'METRICS_PORT'],
  ] as const)('%s reports in one sentence that its %s is already in use', async (name, variable) => {
    const port = await freePort();
    holder = await hold(port, '127.0.0.1');

    expect(start(name, { [variable]: String(port) })).toEqual({
      status: 1,
      stderr: `${name}: Port ${port} is already in use: stop the process that uses it, or set ${variable} to a different port\n`,
    });
  });
});
