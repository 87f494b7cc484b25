/**
 * Starts both services with docker-compose.yaml, runs a command, removes them, and exits with the command's exit code.
 *
 * usage: node tools/image/with-compose.mjs <command> [argument...]
 *
 * Starts a Docker daemon if none answers, and makes the Dockerfile's base image if it cannot be pulled.
 *
 * Exit code 3: Docker cannot run here, and stderr says why in one line.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { builderEnvironment, ensureBaseImage, ensureDaemon } from './docker.mjs';

const NOT_AVAILABLE = 3;
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
  // Docker chooses free ports, so that other programs do not conflict.
  AGENT_PORT: '0',
  METRICS_API_PORT: '0',
};

// A signal ends the running command; the services are still removed.
let running;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => running?.kill(signal));

const command = process.argv.slice(2);
if (command.length === 0) throw new Error('Expected a command to run with the services');
process.exitCode = await main();

async function main() {
  let endDaemon;
  try {
    endDaemon = await ensureDaemon();
  } catch (error) {
    console.error(`Docker cannot run here: ${error.message}`);
    return NOT_AVAILABLE;
  }
  try {
    return await runWithServices();
  } finally {
    await endDaemon();
  }
}

async function runWithServices() {
  try {
    if (!(await startServices())) return 1;
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
