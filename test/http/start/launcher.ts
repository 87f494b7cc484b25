import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort, isFree } from '../../support/ports.js';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

const GREETING_END = 'Ctrl-C stops both services.';

/** The port variables of `npm start`, set to ports that were free just now. */
export async function freePorts(): Promise<Record<'PORT' | 'APP_PORT' | 'METRICS_PORT', string>> {
  const [agent, metricsApi, metrics] = await Promise.all([freePort(), freePort(), freePort(2)]);
  return { PORT: String(agent), APP_PORT: String(metricsApi), METRICS_PORT: String(metrics) };
}

/** Every port that `npm start` listens on; the agent's own metrics use the port after `METRICS_PORT`. */
export function portsOf(environment: Readonly<Record<string, string>>): number[] {
  const { PORT, APP_PORT, METRICS_PORT } = environment;
  return [Number(PORT), Number(APP_PORT), Number(METRICS_PORT), Number(METRICS_PORT) + 1];
}

/** The command of `npm start`, as the leader of its own process group, as under a shell in a terminal. */
export class Launcher {
  stdout = '';
  stderr = '';
  /** Its exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout!.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    child.stderr!.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string);
  }

  /** @param environment - from the test's own environment only PATH is passed on */
  static spawn(environment: Readonly<Record<string, string>>): Launcher {
    const child = spawn(process.execPath, ['tools/start/start.mjs', '--no-build'], {
      cwd: root,
      detached: true,
      env: { PATH: process.env['PATH'], ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Launcher(child);
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Resolves when the greeting is complete; rejects when the process ends first. */
  async greeted(): Promise<void> {
    while (!this.stdout.includes(GREETING_END)) {
      const ending = this.ended.then((code) => Promise.reject(new Error(`${code}: ${this.stderr}`)));
      await Promise.race([once(this.child.stdout!, 'data'), ending]);
    }
  }

  /** Resolves when all output of the process and its services has been read. */
  async silent(): Promise<void> {
    const open = [this.child.stdout!, this.child.stderr!].filter((stream) => !stream.closed);
    await Promise.all(open.map((stream) => once(stream, 'close')));
  }

  /** Sends a signal to every process of the group, as a terminal does on Ctrl-C. */
  signalGroup(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal);
  }

  /** Whether any process of its group is still running. */
  get leavesProcesses(): boolean {
    try {
      process.kill(-this.pid, 0);
      return true;
    } catch {
      return false;
    }
  }
}

export async function portsInUse(ports: readonly number[]): Promise<number[]> {
  const free = await Promise.all(ports.map(isFree));
  return ports.filter((_, index) => !free[index]);
}
