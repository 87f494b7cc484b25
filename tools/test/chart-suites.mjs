// The chart's suites: those of jest, and helm-unittest's. Both want Go tools, which are built where they are missing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const CANNOT_BE_HAD = 3;
const SUITES = 2;

/**
 * @param run - runs a command to its end: its exit code
 * @param jest - runs a project of jest: its counts
 * @param scratch - a folder for reports
 * @param failures - is told what failed
 */
export async function chartSuites({ run, jest, scratch, failures }) {
  const code = await run(process.execPath, ['tools/kubernetes/install.mjs']);
  if (code === CANNOT_BE_HAD && process.env.CI !== 'true') return { passed: 0, failed: 0, skipped: SUITES };
  if (code !== 0) {
    failures.add('chart', `tools/kubernetes/install.mjs ended with code ${code}`);
    return { passed: 0, failed: SUITES, skipped: 0 };
  }

  const [ours, units] = [await jest('chart'), await helmUnittest({ run, scratch })];
  if (units.failed > 0) failures.add('chart', `${units.failed} of helm-unittest's, above`);
  return {
    passed: ours.passed + units.passed,
    failed: ours.failed + units.failed,
    skipped: ours.skipped + units.skipped,
  };
}

async function helmUnittest({ run, scratch }) {
  const report = join(scratch, 'helm-unittest.xml');
  const code = await run(join('.tools', 'bin', 'helm-unittest'), [
    ...['--strict', '--file', 'tests/**/*_test.yaml'],
    ...['--output-type', 'JUnit', '--output-file', report, 'charts/k8s-app-monitor'],
  ]);
  try {
    return countsOf(readFileSync(report, 'utf8'), code);
  } catch (error) {
    console.error(`no report from helm-unittest: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** A run that broke without a failed test counts as one failed test. */
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
