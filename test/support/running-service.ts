import { afterAll } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export type ServiceName = 'k8s-app-monitor-test' | 'k8s-app-monitor-agent';
export type LogLine = Readonly<Record<string, unknown>>;

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const running = new Set<RunningService>();

// A test that fails before it stops its services must not leave them running.
afterAll(async () => {
  for (const service of running) service.signal('SIGKILL');
  await Promise.all([...running].map((service) => service.ended));
});

/** A built service, running as a separate process on free ports. */
export class RunningService {
  readonly log: LogLine[] = [];
  readonly ended: Promise<Ending>;
  private readonly watchers = new Set<() => void>();

  private constructor(
    private readonly child: ChildProcess,
    readonly stderr: string[] = [],
  ) {
    this.ended = once(child, 'exit').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
    }));
    running.add(this);
    void this.ended.then(() => running.delete(this));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      this.log.push(JSON.parse(line) as LogLine);
      this.watchers.forEach((watch) => watch());
    });
    child.stderr!.on('data', (chunk: Buffer) => this.stderr.push(chunk.toString()));
  }

  /**
   * Starts a service and waits until it listens.
   *
   * @param env - added to the defaults of free ports; from the test's own environment only PATH is passed on
   * @param folder - a built checkout; this one by default
   */
  static async start(
    name: ServiceName,
    env: Readonly<Record<string, string>> = {},
    node: string = process.execPath,
    folder: string = root,
  ): Promise<RunningService> {
    const service = RunningService.spawn(name, env, node, folder);
    await service.logged((line) => line['msg'] === 'listening');
    return service;
  }

  /** Starts a service without waiting, for services that are expected to exit immediately. */
  static spawn(
    name: ServiceName,
    env: Readonly<Record<string, string>> = {},
    node: string = process.execPath,
    folder: string = root,
  ): RunningService {
    const child = spawn(node, [`dist/apps/${name}/main.js`], {
      cwd: folder,
      env: { PATH: process.env['PATH'], PORT: '0', METRICS_PORT: '0', LISTEN_ADDRESS: '127.0.0.1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new RunningService(child);
  }

  get pid(): number {
    return this.child.pid!;
  }

  get port(): number {
    return this.listening['port'] as number;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get metricsUrl(): string {
    return `http://127.0.0.1:${this.listening['metricsPort'] as number}/metrics`;
  }

  /** Resolves to the first log line that matches, past or future; rejects when the process ends without one. */
  async logged(matches: (line: LogLine) => boolean): Promise<LogLine> {
    return new Promise((resolve, reject) => {
      const watch = () => {
        const line = this.log.find(matches);
        if (line === undefined) return;
        this.watchers.delete(watch);
        resolve(line);
      };
      this.watchers.add(watch);
      watch();
      void this.ended.then(() =>
        reject(new Error(`${this.child.spawnargs.join(' ')} ended: ${this.stderr.join('')}`)),
      );
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Stops it as Kubernetes does, and returns how it ended. */
  async stop(): Promise<Ending> {
    this.signal('SIGTERM');
    return this.ended;
  }

  private get listening(): LogLine {
    const line = this.log.find((candidate) => candidate['msg'] === 'listening');
    if (line === undefined) throw new Error('The service is not listening');
    return line;
  }
}
