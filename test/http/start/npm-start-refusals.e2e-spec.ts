import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Server } from 'node:net';
import { hold, release } from '../../support/ports.js';
import { freePorts, Launcher, portsOf, portsInUse } from './launcher.js';

jest.setTimeout(120_000);

let launcher: Launcher;
let holder: Server | undefined;

afterEach(async () => {
  if (launcher.leavesProcesses) launcher.signalGroup('SIGKILL');
  if (holder !== undefined) await release(holder);
  holder = undefined;
});

/** Runs a launcher that has to exit with an error and leave nothing running. */
async function refusalOf(environment: Record<string, string>) {
  launcher = Launcher.spawn(environment);
  const code = await launcher.ended;
  await launcher.silent();
  expect(launcher.stdout).toBe('');
  expect(launcher.leavesProcesses).toBe(false);
  return { code, stderr: launcher.stderr };
}

describe('npm start refuses', () => {
  it.each([
    ["the agent's port", 0, 'PORT'],
    ["the metrics API's port", 1, 'APP_PORT'],
    ["the port of the metrics API's own metrics", 2, 'METRICS_PORT'],
    ["the port of the agent's own metrics", 3, 'METRICS_PORT'],
  ])('%s when it is already in use', async (_whose, index, variable) => {
    const environment = await freePorts();
    const port = portsOf(environment)[index]!;
    holder = await hold(port);

    expect(await refusalOf(environment)).toEqual({
      code: 1,
      stderr: `k8s-app-monitor: Port ${port} is already in use: stop the process that uses it, or set ${variable} to a different port\n`,
    });
    expect(await portsInUse(portsOf(environment))).toEqual([port]);
  });

  it('a port that is in use on one address only', async () => {
    const environment = await freePorts();
    holder = await hold(Number(environment.PORT), '127.0.0.1');

    const { code, stderr } = await refusalOf(environment);
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${environment.PORT} is already in use`);
  });

  it.each([
    ['PORT', 'APP_PORT'],
    ['PORT', 'METRICS_PORT'],
    ['APP_PORT', 'METRICS_PORT'],
  ] as const)('%s and %s set to the same port', async (first, second) => {
    const ports = await freePorts();
    const environment = { ...ports, [first]: ports[second] };

    expect(await refusalOf(environment)).toEqual({
      code: 1,
      stderr: `k8s-app-monitor: Port ${ports[second]} is configured twice: set ${first} or ${second} to a different port\n`,
    });
  });

  it("a port that the agent's own metrics would also use", async () => {
    const ports = await freePorts();
    const taken = String(Number(ports.METRICS_PORT) + 1);

    expect(await refusalOf({ ...ports, APP_PORT: taken })).toEqual({
      code: 1,
      stderr: `k8s-app-monitor: Port ${taken} is configured twice: set APP_PORT or METRICS_PORT to a different port\n`,
    });
  });

  it.each([
    ['PORT', 'abc', 8888],
    ['PORT', '0', 8888],
    ['PORT', '-1', 8888],
    ['PORT', '80.5', 8888],
    ['APP_PORT', '65536', 3000],
    ['APP_PORT', '3000 ', 3000],
    ['METRICS_PORT', '65535', 9464],
    ['METRICS_PORT', '0x10', 9464],
  ])('%s=%s with the exit code of a bad configuration', async (variable, value, example) => {
    const environment = { ...(await freePorts()), [variable]: value };

    expect(await refusalOf(environment)).toEqual({
      code: 78,
      stderr: `k8s-app-monitor: Expected ${variable} to be a port between 1 and 65534 but received "${value}" (for example ${variable}=${example})\n`,
    });
  });
});
