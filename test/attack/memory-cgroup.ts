import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const V1 = '/sys/fs/cgroup/memory';
const V2 = '/sys/fs/cgroup';

/** A group of processes whose memory is limited, as the kubelet limits that of a container. */
export class MemoryCgroup {
  private constructor(
    private readonly folder: string,
    private readonly isV2: boolean,
  ) {}

  /** @returns undefined where this process may not create one */
  static create(name: string, bytes: number): MemoryCgroup | undefined {
    const isV2 = existsSync(join(V2, 'cgroup.controllers'));
    const folder = join(isV2 ? V2 : V1, `k8s-app-monitor-${name}-${process.pid}`);
    const group = new MemoryCgroup(folder, isV2);
    try {
      mkdirSync(folder);
      group.write(isV2 ? 'memory.max' : 'memory.limit_in_bytes', String(bytes));
      if (isV2) group.write('memory.swap.max', '0');
      return group;
    } catch {
      if (existsSync(folder)) group.remove();
      return undefined;
    }
  }

  /** A command that runs Node.js inside the group. */
  node(...flags: readonly string[]): string {
    const script = join(mkdtempSync(join(tmpdir(), 'in-cgroup-')), 'node');
    writeFileSync(
      script,
      `#!/bin/sh\necho $$ > ${join(this.folder, 'cgroup.procs')}\nexec "${process.execPath}" ${flags.join(' ')} "$@"\n`,
    );
    chmodSync(script, 0o755);
    return script;
  }

  /** What the processes take without the page cache, in bytes. */
  get bytes(): number {
    const name = this.isV2 ? 'anon' : 'total_rss';
    return Number(new RegExp(`^${name} (\\d+)`, 'm').exec(this.read('memory.stat'))?.[1]);
  }

  /** How often the kernel ended a process because the group had reached its limit. */
  get kills(): number {
    const text = this.read(this.isV2 ? 'memory.events' : 'memory.oom_control');
    return Number(/^oom_kill (\d+)/m.exec(text)?.[1]);
  }

  /** Once its processes have ended. */
  remove(): void {
    rmdirSync(this.folder);
  }

  private read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  private write(name: string, value: string): void {
    writeFileSync(join(this.folder, name), value);
  }
}
