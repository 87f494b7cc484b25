// Runs suites one after the other and ends with one line over all of them: N passed, N failed, N skipped.
// A suite is `check`, or the name of a project in jest.config.mjs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chartSuites } from './chart-suites.mjs';
import { Failures } from './failures.mjs';

const failures = new Failures();
const scratch = mkdtempSync(join(tmpdir(), 'k8s-app-monitor-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };

for (const suite of process.argv.slice(2)) {
  const { passed, failed, skipped } = await runSuite(suite);
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}
rmSync(scratch, { recursive: true });

// A run without a single passed test proves nothing, whatever did not fail.
if (total.passed === 0) total.failed ||= 1;
failures.tell();
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 ? 0 : 1;

function runSuite(suite) {
  if (suite === 'check') return check();
  return suite === 'chart' ? chartSuites({ run, jest, scratch, failures }) : jest(suite);
}

async function check() {
  const code = await run('npm', ['run', '--silent', 'check']);
  if (code !== 0) failures.add('check', `npm run check ended with code ${code}`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

async function jest(project) {
  const report = join(scratch, `${project}.json`);
  // End-to-end suites start services of their own: two at a time would fight for the machine. A failed test
  // may leave a server open; that must not keep the run from ending.
  const oneAtATime = project === 'unit' ? [] : ['--runInBand', '--forceExit'];
  const code = await run(process.execPath, [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    ...oneAtATime,
    ...['--selectProjects', project, '--json', '--outputFile', report],
    ...(project === 'cluster' ? clusterArguments() : []),
  ]);
  return counts(project, report, code);
}

/** tools/cluster says which suites are wanted. Their results are a page as well. */
function clusterArguments() {
  const only = process.env.CLUSTER_ONLY;
  const reporters = ['--reporters', 'default', '--reporters', '<rootDir>/tools/cluster/report/reporter.mjs'];
  return only ? [...reporters, '--testPathPatterns', only] : reporters;
}

/** A suite that broke before its first test counts as one failed test; so does a jest that told nothing. */
function counts(project, report, code) {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    failures.addOfJest(project, result);
    if (failed === 0 && code !== 0)
      failures.add(project, `jest ended with code ${code}, though no test failed`);
    return {
      passed: result.numPassedTests,
      failed: code === 0 ? failed : Math.max(failed, 1),
      skipped: result.numPendingTests + result.numTodoTests,
    };
  } catch (error) {
    failures.add(project, `no report from jest, which ended with code ${code}`, error.message);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

async function run(command, args) {
  // jest prints its report to standard error, and the JSON to standard output as well as to the file.
  const quiet = args.includes('--json') ? 'ignore' : 'inherit';
  const child = spawn(command, args, { stdio: ['ignore', quiet, 'inherit'] });
  const [code, signal] = await once(child, 'close');
  return signal === null ? code : 1;
}
