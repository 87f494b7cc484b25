import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { pinned } from './processes.mjs';

const CONNECTIONS = 32;
const SECONDS = 5;
// The unit of CPU time in Linux (USER_HZ), regardless of the kernel's timer.
const CLOCK_TICK_US = 10_000;

/**
 * Loads a server for a few seconds.
 *
 * @param {string} url
 * @param {{ connections?: number, seconds?: number, headers?: readonly string[], script?: readonly string[] }} options
 *   script: a file of Lua, and its arguments
 * @returns {Promise<{ requestsPerSecond: number, requests: number, p50Ms: number, p99Ms: number }>}
 * @throws Error if any response was not successful: fast rejections must not look like speed
 */
export async function load(url, { connections = CONNECTIONS, seconds = SECONDS, headers = [], script } = {}) {
  const [file, ...scriptArguments] = script ?? [];
  const command = pinned(1, [
    ...['wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '30s', '--latency'],
    ...headers.flatMap((header) => ['-H', header]),
    ...(file === undefined ? [] : ['-s', file]),
    url,
    ...(file === undefined ? [] : ['--', ...scriptArguments]),
  ]);
  const { stdout } = await promisify(execFile)(command[0], command.slice(1));
  if (/Non-2xx|Socket errors/.test(stdout))
    throw new Error(`${url} did not respond to all requests:\n${stdout}`);
  return {
    requestsPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]),
    requests: Number(/(\d+) requests in/.exec(stdout)[1]),
    p50Ms: latencyMs(stdout, 50),
    p99Ms: latencyMs(stdout, 99),
  };
}

/** A percentile as wrk prints it, such as `99%    1.25ms`. */
function latencyMs(report, percent) {
  const [, value, unit] = new RegExp(`\\b${percent}%\\s+([\\d.]+)(us|ms|s)`).exec(report);
  return Number(value) * { us: 0.001, ms: 1, s: 1000 }[unit];
}

/**
 * The CPU time that a process has used, in microseconds; NaN without /proc.
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

/** Memory of a process in bytes, current and peak; NaN without /proc. */
export function memoryOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kibibytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)[1]);
    return { nowBytes: kibibytes('VmRSS') * 1024, mostBytes: kibibytes('VmHWM') * 1024 };
  } catch {
    return { nowBytes: NaN, mostBytes: NaN };
  }
}
