// The chart's suites: those of jest and those of helm-unittest. Both need Go tools, which are built if they are missing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const NOT_AVAILABLE = 3;
const SUITES = 2;

/**
 * @param run - runs a command and resolves with its exit code
 * @param jest - runs the chart suites of jest and resolves with their counts
 * @param scratch - a folder for reports
 * @param results - collects what failed
 */
export async function chartSuites({ run, jest, scratch, results }) {
  const code = await run(process.execPath, ['tools/kubernetes/install.mjs']);
  if (code === NOT_AVAILABLE && process.env.CI !== 'true')
    return { passed: 0, failed: 0, skipped: SUITES, isUnavailable: true };
  if (code !== 0) {
    results.addFailure('chart', `tools/kubernetes/install.mjs ended with exit code ${code}`);
    return { passed: 0, failed: SUITES, skipped: 0 };
  }

  const ours = await jest();
  const units = await helmUnittest({ run, scratch, results });
  if (units.failed > 0) results.addFailure('chart', `${units.failed} tests of helm-unittest, listed above`);
  return {
    passed: ours.passed + units.passed,
    failed: ours.failed + units.failed,
    skipped: ours.skipped + units.skipped,
  };
}

async function helmUnittest({ run, scratch, results }) {
  const report = join(scratch, 'helm-unittest.xml');
  const code = await run(join('.tools', 'bin', 'helm-unittest'), [
    ...['--strict', '--file', 'tests/**/*_test.yaml'],
    ...['--output-type', 'JUnit', '--output-file', report, 'charts/k8s-app-monitor'],
  ]);
  try {
    return countsOf(readFileSync(report, 'utf8'), code);
  } catch (error) {
    results.addFailure('chart', `no report from helm-unittest: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** A run that ends with an error but without a failed test counts as one failed test. */
function countsOf(junit, code) {
  const sum = (attribute) =>
    [...junit.matchAll(new RegExp(`<testsuite [^>]*\\b${attribute}="(\\d+)"`, 'g'))]
      .map(([, count]) => Number(count))
      .reduce((total, count) => total + count, 0);
  const broken = sum('failures') + sum('errors');
  const skipped = junit.match(/<skipped\b/g)?.length ?? 0;
  return {
    passed: sum('tests') - broken - skipped,
    failed: code === 0 ? broken : Math.max(broken, 1),
    skipped,
  };
}
