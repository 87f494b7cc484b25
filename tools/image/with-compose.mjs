/**
 * Starts both services by docker-compose.yaml, runs a command, removes them, and ends as the command did.
 *
 * usage: node tools/image/with-compose.mjs <command> [argument...]
 *
 * Starts a Docker daemon when none answers, and makes the Dockerfile's base image where it cannot be pulled.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { builderEnvironment, ensureBaseImage } from './base-image.mjs';
import { ensureDaemon } from './docker-daemon.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const succeeds = (command, ...args) => spawnSync(command, args).status === 0;

const compose = succeeds('docker', 'compose', 'version') ? ['docker', 'compose'] : ['docker-compose'];
const env = {
  ...process.env,
  ...builderEnvironment(),
  COMPOSE_PROJECT_NAME: `k8s-app-monitor-suite-${process.pid}`,
  IMAGE_PREFIX: '',
  TAG: 'suite',
  REVISION: 'made-for-the-suite',
  // Free ports of Docker's choice: nothing that runs here is in the way.
  AGENT_PORT: '0',
  METRICS_API_PORT: '0',
};

// A signal ends the command that runs; what was started before is still removed.
let running;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => running?.kill(signal));

const command = process.argv.slice(2);
if (command.length === 0) throw new Error('Expected a command to run beside the services');
process.exitCode = await main();

async function main() {
  let endDaemon;
  try {
    endDaemon = await ensureDaemon();
  } catch (error) {
    console.error(`Docker cannot run here: ${error.message}`);
    console.log('0 passed, 0 failed, 1 skipped');
    // Where Docker is promised, a suite that did not run is a failure.
    return process.env.CI ? 1 : 0;
  }
  try {
    return await runBesideServices();
  } finally {
    await endDaemon();
  }
}

async function runBesideServices() {
  try {
    if (!(await startServices())) {
      console.log('0 passed, 1 failed');
      return 1;
    }
    await run('docker', 'image', 'ls', '--filter', `reference=*:${env.TAG}`);
    const code = await run(...command);
    if (code !== 0) await run(...compose, 'logs', '--tail', '50');
    return code;
  } finally {
    await run(...compose, 'down', '--volumes');
  }
}

async function startServices() {
  if (!ensureBaseImage()) return false;
  return (await run(...compose, 'up', '--build', '--detach')) === 0;
}

async function run(program, ...args) {
  running = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(running, 'close');
  return code ?? 1;
}
