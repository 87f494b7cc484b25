import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eventually } from '../../support/eventually.js';
import { freePorts, Launcher, portsOf, portsInUse } from './launcher.js';

jest.setTimeout(120_000);

const SERVICES = ['k8s-app-monitor-test', 'k8s-app-monitor-agent'] as const;

let launcher: Launcher;

// A test that fails must not leave processes running either.
afterEach(() => {
  if (launcher.leavesProcesses) launcher.signalGroup('SIGKILL');
});

async function startOnFreePorts(variables: Record<string, string> = {}) {
  const environment = { ...(await freePorts()), ...variables };
  launcher = Launcher.spawn(environment);
  return environment;
}

async function greetingOnFreePorts() {
  for (;;) {
    const environment = await startOnFreePorts();
    try {
      await launcher.greeted();
      return environment;
    } catch (error) {
      // Another process has taken one of the ports in the meantime.
      if (!String(error).includes('is already in use')) throw error;
    }
  }
}

async function expectNothingLeft(environment: Readonly<Record<string, string>>): Promise<void> {
  expect(launcher.leavesProcesses).toBe(false);
  expect(await portsInUse(portsOf(environment))).toEqual([]);
}

describe('npm start', () => {
  it('prints addresses and a curl command once both services answer', async () => {
    const { PORT, APP_PORT } = await greetingOnFreePorts();
    const page = `http://localhost:${PORT}/k8s-app-monitor-test`;
    const metrics = `http://localhost:${APP_PORT}/metrics`;

    expect(launcher.stdout).toMatch(new RegExp(`The chart +${page}\n`));
    expect(launcher.stdout).toMatch(new RegExp(`The metrics +${metrics}\n`));
    expect(launcher.stdout).toContain(`curl -o chart.png ${page}\n`);
    // No retries: the addresses are printed only when both services answer.
    const addresses = [...new Set(launcher.stdout.match(/http:\/\/localhost:\d+\/[\w/-]+/g))];
    const types = await Promise.all(addresses.map((address) => typeOf(address)));
    expect(Object.fromEntries(addresses.map((address, index) => [address, types[index]]))).toEqual({
      [page]: 'image/png',
      [metrics]: 'application/json; charset=UTF-8',
      [`http://localhost:${PORT}/docs`]: 'text/html',
      [`http://localhost:${APP_PORT}/docs`]: 'text/html',
    });
    expect(launcher.stderr).toBe('');
  });

  it.each([
    ['once', ['SIGINT']],
    ['twice in a row', ['SIGINT', 'SIGINT']],
    ['followed by a closed terminal', ['SIGINT', 'SIGHUP']],
  ] as const)('stops both services cleanly on Ctrl-C %s', async (_times, signals) => {
    const environment = await greetingOnFreePorts();

    for (const signal of signals) launcher.signalGroup(signal);

    expect(await launcher.ended).toBe(0);
    await expectNothingLeft(environment);
    expect(launcher.stderr).toBe('');
  });

  it('stops both services cleanly on a SIGTERM to the launcher only', async () => {
    const environment = await greetingOnFreePorts();

    process.kill(launcher.pid, 'SIGTERM');

    expect(await launcher.ended).toBe(0);
    await expectNothingLeft(environment);
  });

  it('stops on Ctrl-C while the services are still starting', async () => {
    const environment = await startOnFreePorts();
    await eventually('both services are started', async () => (await servicesOf(launcher.pid)).length === 2);

    launcher.signalGroup('SIGINT');

    expect(await launcher.ended).toBe(0);
    await expectNothingLeft(environment);
    expect(launcher.stdout).toBe('');
  });

  it.each(SERVICES)('fails and stops the other service when %s is killed', async (name) => {
    const environment = await greetingOnFreePorts();
    const services = await servicesOf(launcher.pid);
    expect(services.map((service) => service.name).sort()).toEqual([...SERVICES].sort());

    process.kill(services.find((service) => service.name === name)!.pid, 'SIGKILL');

    expect(await launcher.ended).toBe(1);
    await expectNothingLeft(environment);
  });

  it('shows the error of a service that does not start', async () => {
    const environment = await startOnFreePorts({ LOG_LEVEL: 'loud' });

    expect(await launcher.ended).toBe(1);
    await launcher.silent();
    expect(launcher.stderr).toContain('Expected LOG_LEVEL to be one of ');
    expect(launcher.stdout).toBe('');
    await expectNothingLeft(environment);
  });
});

async function typeOf(address: string): Promise<string | null> {
  const response = await fetch(address);
  await response.arrayBuffer();
  expect(response.status).toBe(200);
  return response.headers.get('content-type');
}

/** The services that a process started, from the output of POSIX `ps`. */
async function servicesOf(parent: number): Promise<{ pid: number; name: string }[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, ppid, name] = /^ *(\d+) +(\d+) .*dist\/apps\/([\w-]+)\/main\.js$/.exec(line) ?? [];
    return name !== undefined && Number(ppid) === parent ? [{ pid: Number(pid), name }] : [];
  });
}
