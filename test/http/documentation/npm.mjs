/**
 * Takes the place of `npm` in the commands of a document: the packages are installed and the services are built already.
 *
 * - `npm ci` does nothing.
 * - `npm start` starts both services in the background and returns when they are ready. It first stops those of an
 *   earlier `npm start`, as a reader does with Ctrl-C.
 * - `npm test` and `npm run NAME` check that the script exists, because most of them take minutes.
 * - `npm stop-services` stops the services at the end of the document.
 *
 * The variable SESSION is a folder for the process id and the log of the services.
 */
import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const READY = 'Ctrl-C stops both services.';
const POLL_MS = 50;

const pidFile = join(process.env.SESSION, 'npm-start.pid');
const logFile = join(process.env.SESSION, 'npm-start.log');

const [command, name] = process.argv.slice(2);
if (command === 'start') await start();
else if (command === 'stop-services') await stop();
else if (command === 'test' || command === 'run') assertScript(name ?? command);
else if (command !== 'ci')
  throw new Error(`Expected npm ci, start, test or run but received "npm ${command}"`);

async function start() {
  await stop();
  const log = openSync(logFile, 'w');
  const launcher = spawn(process.execPath, ['tools/start/start.mjs', '--no-build'], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  writeFileSync(pidFile, String(launcher.pid));
  while (!readFileSync(logFile, 'utf8').includes(READY)) {
    if (launcher.exitCode !== null) throw new Error(`npm start failed: ${readFileSync(logFile, 'utf8')}`);
    await delay(POLL_MS);
  }
  launcher.unref();
}

async function stop() {
  if (!existsSync(pidFile)) return;
  const group = -Number(readFileSync(pidFile, 'utf8'));
  rmSync(pidFile);
  if (isRunning(group)) process.kill(group, 'SIGINT');
  while (isRunning(group)) await delay(POLL_MS);
}

function isRunning(group) {
  try {
    return process.kill(group, 0);
  } catch {
    return false;
  }
}

function assertScript(script) {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  if (scripts[script] === undefined) throw new Error(`package.json has no script "${script}"`);
}
