import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { pinned } from './processes.mjs';

const CONNECTIONS = 32;
const SECONDS = 5;
// What Linux counts processor time in (USER_HZ), whatever the kernel's own timer.
const CLOCK_TICK_US = 10_000;

/**
 * Loads a server for a few seconds.
 *
 * @returns {Promise<{ requestsPerSecond: number, requests: number }>}
 * @throws Error when any answer was not a success: a fast refusal must not look like speed
 */
export async function load(url) {
  const command = pinned(1, ['wrk', '-t1', `-c${CONNECTIONS}`, `-d${SECONDS}s`, url]);
  const { stdout } = await promisify(execFile)(command[0], command.slice(1));
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`${url} did not answer all requests:\n${stdout}`);
  return {
    requestsPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]),
    requests: Number(/(\d+) requests in/.exec(stdout)[1]),
  };
}

/**
 * The processor time that a process has used, in microseconds; NaN where there is no /proc.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, fields 14 and 15
 */
export function processorTimeUs(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_US;
  } catch {
    return NaN;
  }
}
