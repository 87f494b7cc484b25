import { afterAll, describe } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { eventually } from './eventually.js';
import { freePort } from './ports.js';
import { type Outcome, run } from './run.js';

const isInstalled = ['prometheus', 'promtool'].every(
  (tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error === undefined,
);
const isRequired = process.env['CI'] === 'true';

/** `describe` when Prometheus is installed. Otherwise the suite is skipped with a message; in CI it fails. */
export const describeWithPrometheus = !isInstalled && !isRequired ? describe.skip : describe;
if (!isInstalled)
  process.stderr.write('prometheus and promtool are not installed: their suites are skipped.\n');

/** One series of a result, with its labels. */
export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  /** Pairs of a Unix time in seconds and a value as text; one pair for an instant vector. */
  readonly values: readonly (readonly [number, string])[];
}

const running = new Set<Prometheus>();
afterAll(() => Promise.all([...running].map((prometheus) => prometheus.stop())));

/** A real Prometheus on a free port, with its own data folder. */
export class Prometheus {
  /** Its log, in logfmt, by line. */
  readonly logLines: string[] = [];
  private readonly ended: Promise<unknown>;

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly url: string,
  ) {
    this.ended = once(child, 'exit');
    createInterface({ input: child.stderr! }).on('line', (line) => this.logLines.push(line));
    running.add(this);
  }

  /**
   * Starts Prometheus and waits until it is ready.
   *
   * @param configuration - the text of `prometheus.yml`
   * @param data - a folder with existing blocks, which is kept when Prometheus stops
   */
  static async start(configuration: string, data?: string): Promise<Prometheus> {
    if (!isInstalled) throw new Error('Expected prometheus and promtool on the PATH');
    const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
    writeFileSync(join(folder, 'prometheus.yml'), configuration);
    const address = `127.0.0.1:${await freePort()}`;
    const args = [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${data ?? join(folder, 'data')}`,
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=${address}`,
      '--enable-feature=exemplar-storage',
      '--log.level=debug',
    ];
    const child = spawn('prometheus', args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const prometheus = new Prometheus(child, folder, `http://${address}`);
    await eventually('Prometheus is ready', () => prometheus.isReady());
    return prometheus;
  }

  /** Queries one value of each series, at the given time or now. */
  async query(promql: string, atSeconds?: number): Promise<Series[]> {
    const time = atSeconds === undefined ? '' : `&time=${atSeconds}`;
    const data = await this.get(`/api/v1/query?query=${encodeURIComponent(promql)}${time}`);
    const { result } = data as { result: (Partial<Series> & { value?: [number, string] })[] };
    return result.map(({ metric = {}, value, values }) => ({ metric, values: values ?? [value!] }));
  }

  async queryRange(
    promql: string,
    range: { fromSeconds: number; toSeconds: number; stepSeconds: number },
  ): Promise<Series[]> {
    const { fromSeconds, toSeconds, stepSeconds } = range;
    const times = `&start=${fromSeconds}&end=${toSeconds}&step=${stepSeconds}`;
    const data = await this.get(`/api/v1/query_range?query=${encodeURIComponent(promql)}${times}`);
    return (data as { result: Series[] }).result;
  }

  /**
   * Reads the `data` of a response of its API.
   *
   * @throws Error with Prometheus's own message when the query fails
   */
  async get(path: string): Promise<unknown> {
    const response = await fetch(this.url + path);
    const answer = (await response.json()) as { status: string; data: unknown; error?: string };
    if (answer.status !== 'success') throw new Error(`${path}: ${answer.error}`);
    return answer.data;
  }

  /** Stops it and removes its data. */
  async stop(): Promise<void> {
    if (!running.delete(this)) return;
    this.child.kill('SIGTERM');
    await this.ended;
    rmSync(this.folder, { recursive: true });
  }

  private async isReady(): Promise<boolean> {
    if (this.child.exitCode !== null) throw new Error(`Prometheus ended: ${this.logLines.join('\n')}`);
    const response = await fetch(`${this.url}/-/ready`).catch(() => undefined);
    return response?.ok ?? false;
  }
}

/**
 * Runs promtool, which is part of Prometheus.
 *
 * @param input - its standard input, such as the exposition for `promtool check metrics`
 */
export function promtool(args: readonly string[], input = ''): Promise<Outcome> {
  return run('promtool', args, { input });
}
