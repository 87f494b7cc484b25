/**
 * Runs suites and prints their results, ending with one line: N passed, N failed[, N skipped].
 *
 *   node tools/test/run.mjs SUITE… [--meanwhile SUITE,SUITE…]
 *
 * A suite is `check`, or the name of a project in jest.config.mjs. Suites run one after the other, in the order given.
 * Those that --meanwhile names run next to the others, also one after the other; the output of each is printed when it
 * ends.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chartSuites } from './chart-suites.mjs';
import { Results } from './results.mjs';

/** Exit code of a tool that cannot run on this machine. */
const NOT_AVAILABLE = 3;
// A suite that runs next to others leaves them most of the processor, since some of them are sensitive to time.
const NICENESS = '10';
const EXIT_GRACE_MS = 60_000;
const KILL_GRACE_MS = 30_000;
const POLL_MS = 500;
const HUNG = `jest did not exit within ${EXIT_GRACE_MS / 1000} s of its report: a test left something open (--detectOpenHandles)`;
// Suites that need no compiled services.
const NEED_NO_BUILD = ['check', 'unit', 'compose', 'cluster'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { meanwhile: { type: 'string', default: '' } },
});
const meanwhile = values.meanwhile.split(',').filter((suite) => suite !== '');
const inTurn = positionals.filter((suite) => !meanwhile.includes(suite));
if (positionals.length === 0) throw new Error('Expected the names of suites to run, such as: unit http');

const results = new Results();
const scratch = mkdtempSync(join(tmpdir(), 'k8s-app-monitor-test-'));
// `check` compiles the services: what starts them must wait for it.
let built = Promise.resolve();

try {
  await Promise.all([runInTurn(), runMeanwhile()]);
} finally {
  rmSync(scratch, { recursive: true });
}
results.finish();

async function runInTurn() {
  for (const suite of inTurn) {
    const done = runSuite(suite, { stdio: 'inherit', command: [] });
    if (suite === 'check') built = done;
    await done;
  }
}

async function runMeanwhile() {
  for (const suite of meanwhile) {
    if (!NEED_NO_BUILD.includes(suite)) await built;
    const file = join(scratch, `${suite}.log`);
    const log = openSync(file, 'w');
    await runSuite(suite, { stdio: log, command: ['nice', '-n', NICENESS] });
    closeSync(log);
    process.stdout.write(`\n${suite}, which ran meanwhile:\n${readFileSync(file, 'utf8')}\n`);
  }
}

/** @param how - `stdio` is where the suite's output goes, and `command` is put in front of each command */
async function runSuite(suite, how) {
  const startedAt = performance.now();
  const start = (command, args) => startProgram([...how.command, command, ...args], how.stdio);
  const counts = await countsOf(suite, start);
  const seconds = (performance.now() - startedAt) / 1000;
  results.add(suite, { ...counts, seconds });
}

function countsOf(suite, start) {
  const run = (command, args) => start(command, args).ended;
  if (suite === 'check') return check(run);
  if (suite === 'compose') return jest('compose', start, ['tools/image/with-compose.mjs', process.execPath]);
  if (suite !== 'chart') return jest(suite, start);
  return chartSuites({ run, jest: () => jest('chart', start), scratch, results });
}

async function check(run) {
  const code = await run('npm', ['run', '--silent', 'check']);
  if (code !== 0) results.addFailure('check', `npm run check ended with exit code ${code}`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** @param wrapper - arguments of node for a script that sets something up, and then runs the command that follows */
async function jest(project, start, wrapper = []) {
  const report = join(scratch, `${project}.json`);
  const program = start(process.execPath, [
    ...wrapper,
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    // End-to-end suites start services: two at a time would compete for the machine.
    ...(project === 'unit' ? [] : ['--runInBand']),
    ...['--selectProjects', project, '--json', '--outputFile', report],
    ...(project === 'cluster' ? clusterArguments() : []),
  ]);
  // A wrapper still has to clean up after jest.
  const hung = wrapper.length === 0 && (await endWhenHung(program, report));
  const code = await program.ended;
  if (code === NOT_AVAILABLE && process.env.CI !== 'true')
    return { passed: 0, failed: 0, skipped: 1, isUnavailable: true };
  const counts = jestCounts(project, report, code, hung);
  // Whatever was left open, a run that had to be killed is a failure.
  return { ...counts, failed: code === 0 ? counts.failed : Math.max(counts.failed, 1) };
}

/** tools/cluster says which suites are requested. Their results are also written as a page and as JUnit XML. */
function clusterArguments() {
  const only = process.env.CLUSTER_ONLY;
  const reporters = ['default', '<rootDir>/tools/cluster/report/reporter.mjs', 'jest-junit'];
  return [
    ...reporters.flatMap((reporter) => ['--reporters', reporter]),
    ...(only ? ['--testPathPatterns', only] : []),
  ];
}

/**
 * Ends a jest that has written its report but does not exit, because a test left a server, a process or a timer open.
 *
 * @returns whether it had to be ended
 */
async function endWhenHung({ child, ended }, report) {
  let isRunning = true;
  const over = ended.then(() => (isRunning = false));
  while (isRunning && !existsSync(report)) await Promise.race([over, delay(POLL_MS)]);
  await Promise.race([over, delay(EXIT_GRACE_MS, undefined, { ref: false })]);
  if (!isRunning) return false;
  child.kill('SIGTERM');
  await Promise.race([over, delay(KILL_GRACE_MS, undefined, { ref: false })]);
  if (isRunning) child.kill('SIGKILL');
  return true;
}

function jestCounts(project, report, code, hung) {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    // A file that failed before its first test counts as one failed test.
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    results.addFailuresOfJest(project, result);
    if (hung) results.addFailure(project, HUNG);
    else if (failed === 0 && code !== 0)
      results.addFailure(project, `jest ended with exit code ${code}, though no test failed`);
    return { passed: result.numPassedTests, failed, skipped: result.numPendingTests + result.numTodoTests };
  } catch (error) {
    results.addFailure(project, `no report from jest, which ended with exit code ${code}`, error.message);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function startProgram([command, ...args], stdio) {
  const child = spawn(command, args, { stdio: ['ignore', stdio, stdio] });
  const ended = once(child, 'close').then(([code]) => code ?? 1);
  return { child, ended };
}
