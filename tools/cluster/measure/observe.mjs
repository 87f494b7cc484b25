// Runs in a pod that sees the node's /sys/fs/cgroup at /cgroup: observes the control groups of pods for some seconds, and
// prints their total use as JSON. It runs outside of these pods, because a process in them would add to their use.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const POLL_MS = 500;
const { uids, seconds } = JSON.parse(process.argv[1]);

// Version 1 has a tree for each controller; version 2 has one.
const isVersion1 = existsSync('/cgroup/cpuacct');
const cpuGroups = uids.map((uid) => groupOf(isVersion1 ? '/cgroup/cpuacct' : '/cgroup', uid));
const memoryGroups = isVersion1 ? uids.map((uid) => groupOf('/cgroup/memory', uid)) : cpuGroups;

const startedAt = performance.now();
const before = sum(cpuGroups, cpuSeconds);
const memory = [];
do {
  memory.push(sum(memoryGroups, workingSetBytes));
  await new Promise((resolve) => setTimeout(resolve, POLL_MS));
} while (performance.now() - startedAt < seconds * 1000);
const cpu = sum(cpuGroups, cpuSeconds) - before;
const elapsedSeconds = (performance.now() - startedAt) / 1000;

console.log(
  JSON.stringify({
    cores: cpu / elapsedSeconds,
    meanBytes: memory.reduce((total, bytes) => total + bytes, 0) / memory.length,
    peakBytes: Math.max(...memory),
  }),
);

function cpuSeconds(group) {
  if (isVersion1) return Number(readFileSync(`${group}/cpuacct.usage`, 'utf8')) / 1e9;
  return field(`${group}/cpu.stat`, 'usage_usec') / 1e6;
}

/** The working set, by which the kubelet evicts pods: memory without the inactive page cache. */
function workingSetBytes(group) {
  const file = isVersion1 ? 'memory.usage_in_bytes' : 'memory.current';
  const idle = field(`${group}/memory.stat`, isVersion1 ? 'total_inactive_file' : 'inactive_file');
  return Number(readFileSync(`${group}/${file}`, 'utf8')) - idle;
}

function field(file, name) {
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(readFileSync(file, 'utf8'))[1]);
}

/** A pod's group is named `pod<uid>`, or by systemd `kubepods-…-pod<uid with underscores>.slice`. */
function groupOf(tree, uid) {
  const endings = [`pod${uid}`, `pod${uid.replaceAll('-', '_')}.slice`];
  // Level by level: pods are above their containers.
  for (let level = [tree]; level.length > 0; level = level.flatMap(foldersIn)) {
    const found = level.find((path) => endings.some((ending) => path.endsWith(ending)));
    if (found !== undefined) return found;
  }
  throw new Error(`The control group of the pod ${uid} is not in ${tree}`);
}

function foldersIn(path) {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${path}/${name}`);
  } catch {
    // Deleted since its parent was read: other pods start and stop.
    return [];
  }
}

function sum(groups, measure) {
  return groups.reduce((total, group) => total + measure(group), 0);
}
