import { afterAll, describe } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { eventually } from './eventually.js';
import { freePort } from './ports.js';

const isHere = ['prometheus', 'promtool'].every(
  (tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error === undefined,
);
const isRequired = process.env['CI'] === 'true';

/** `describe` where Prometheus is installed. Elsewhere the suite is skipped and says why; CI must have it. */
export const describeWithPrometheus = !isHere && !isRequired ? describe.skip : describe;
if (!isHere) process.stderr.write('No prometheus and promtool here: their suites cannot run.\n');

/** One series of an answer, with its labels. */
export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  /** Pairs of a Unix time in seconds and a value in text; one pair for an instant vector. */
  readonly values: readonly (readonly [number, string])[];
}

const running = new Set<Prometheus>();
afterAll(() => Promise.all([...running].map((prometheus) => prometheus.stop())));

/** A real Prometheus on a free port, with its data in a folder of its own. */
export class Prometheus {
  /** What it wrote, in logfmt: a line each. */
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
   * Starts it and waits until it is ready.
   *
   * @param configuration - the text of `prometheus.yml`
   * @param data - where blocks are that were made before; they stay when it stops
   */
  static async start(configuration: string, data?: string): Promise<Prometheus> {
    if (!isHere) throw new Error('Expected prometheus and promtool on the PATH');
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

  /** Asks for one value of each series, at a time of Prometheus's own choice where none is given. */
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
   * Reads the `data` of an answer of its API.
   *
   * @throws Error with Prometheus's own sentence when it refuses
   */
  async get(path: string): Promise<unknown> {
    const response = await fetch(this.url + path);
    const answer = (await response.json()) as { status: string; data: unknown; error?: string };
    if (answer.status !== 'success') throw new Error(`${path}: ${answer.error}`);
    return answer.data;
  }

  /** Ends it, and removes its data. */
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
