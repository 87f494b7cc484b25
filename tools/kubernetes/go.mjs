// The Go toolchain: its version, builds, and the source of modules.
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';

// Makes builds independent of the machine: no C compiler, no local paths, no workspace.
const environment = {
  ...process.env,
  CGO_ENABLED: '0',
  GOWORK: 'off',
  GOFLAGS: '-trimpath -buildvcs=false',
};

export function goVersion() {
  const { status, stdout } = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', env: environment });
  return status === 0 ? stdout.trim() : undefined;
}

/** @throws Error with the last lines that Go printed */
export function goInstall(args, { folder = tmpdir(), into }) {
  go(['install', ...args], folder, { ...environment, GOBIN: into });
}

/** @returns the folder of the source of `module@version`, which is downloaded if it is missing */
export function moduleFolder(moduleAtVersion) {
  return JSON.parse(go(['mod', 'download', '-json', moduleAtVersion], tmpdir(), environment)).Dir;
}

function go(args, cwd, env) {
  const { error, status, stdout, stderr } = spawnSync('go', args, { cwd, env, encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) {
    throw new Error(`go ${args[0]}: ${(stderr || stdout).trim().split('\n').slice(-3).join(' ')}`);
  }
  return stdout;
}
