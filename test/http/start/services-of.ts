import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface RunningChild {
  readonly pid: number;
  readonly name: string;
}

/** The services that a process started, from the output of POSIX `ps`. */
export async function servicesOf(parent: number): Promise<RunningChild[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, ppid, name] = /^ *(\d+) +(\d+) .*dist\/apps\/([\w-]+)\/main\.js$/.exec(line) ?? [];
    return name !== undefined && Number(ppid) === parent ? [{ pid: Number(pid), name }] : [];
  });
}
