import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort, isFree } from '../../support/ports.js';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

const GREETING_ENDS = 'Ctrl-C stops both services.';

/** The variables of `npm start`'s ports, with ports that were free a moment ago. */
export async function freePorts(): Promise<Record<'PORT' | 'APP_PORT' | 'METRICS_PORT', string>> {
  const [agent, metricsApi, metrics] = await Promise.all([freePort(), freePort(), freePort(2)]);
  return { PORT: String(agent), APP_PORT: String(metricsApi), METRICS_PORT: String(metrics) };
}

/** All that `npm start` listens on: the agent's own metrics take the port after `METRICS_PORT`. */
export function portsOf(environment: Readonly<Record<string, string>>): number[] {
  const { PORT, APP_PORT, METRICS_PORT } = environment;
  return [Number(PORT), Number(APP_PORT), Number(METRICS_PORT), Number(METRICS_PORT) + 1];
}

/** What `npm start` runs, leading a process group of its own as a shell in a terminal gives it one. */
export class Launcher {
  stdout = '';
  stderr = '';
  /** Its exit code; the signal's name where one ended it. */
  readonly ended: Promise<number | string>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout!.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    child.stderr!.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string);
  }

  /** @param environment - nothing of the test's own environment but PATH is passed on besides */
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

  /** Resolves when it has told all that it tells, or rejects when it ends before. */
  async greeted(): Promise<void> {
    while (!this.stdout.includes(GREETING_ENDS)) {
      const ending = this.ended.then((code) => Promise.reject(new Error(`${code}: ${this.stderr}`)));
      await Promise.race([once(this.child.stdout!, 'data'), ending]);
    }
  }

  /** Resolves when all that it and its services wrote has been read. */
  async silent(): Promise<void> {
    const open = [this.child.stdout!, this.child.stderr!].filter((stream) => !stream.closed);
    await Promise.all(open.map((stream) => once(stream, 'close')));
  }

  /** As a terminal does at Ctrl-C: every process of the group gets the signal. */
  signalGroup(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal);
  }

  /** Whether any process of its group is left. */
  get leavesProcesses(): boolean {
    try {
      process.kill(-this.pid, 0);
      return true;
    } catch {
      return false;
    }
  }
}

export async function takenAmong(ports: readonly number[]): Promise<number[]> {
  const free = await Promise.all(ports.map(isFree));
  return ports.filter((_, index) => !free[index]);
}
