// The Go toolchain: whether it is here, what it builds, where it keeps the source of a module.
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';

// Nothing of the caller's setup may change what is built: no C compiler, no paths, no workspace.
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

/** @throws Error with what Go said last */
export function goInstall(args, { folder = tmpdir(), into }) {
  go(['install', ...args], folder, { ...environment, GOBIN: into });
}

/** @returns the folder of the source of `module@version`, downloaded where it is not there yet */
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
