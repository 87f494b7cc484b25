import { escaped } from './escape.mjs';

/** JUnit's XML, as the pages of test results of CI servers read it. @param suites - those of suites.mjs */
export function junit(suites) {
  const all = suites.flatMap(({ tests }) => tests);
  const lines = suites.map(({ file, tests }) =>
    [
      `  <testsuite name="${escaped(file)}" ${counts(tests)}>`,
      ...tests.map((test) => testCase(file, test)),
      '  </testsuite>',
    ].join('\n'),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cluster" ${counts(all)}>
${lines.join('\n')}
</testsuites>
`;
}

function counts(tests) {
  const of = (state) => tests.filter((test) => test.state === state).length;
  const durationMs = tests.reduce((sum, test) => sum + test.durationMs, 0);
  const failed = `failures="${of('failed')}" errors="0" skipped="${of('skipped')}"`;
  return `tests="${tests.length}" ${failed} time="${seconds(durationMs)}"`;
}

function testCase(file, { name, state, durationMs, failures, sentences }) {
  const parts = [
    ...(state === 'skipped' ? ['<skipped/>'] : []),
    ...failures.map(
      (text) => `<failure message="${escaped(text.split('\n')[0])}">${escaped(text)}</failure>`,
    ),
    ...(sentences.length > 0 ? [`<system-out>${escaped(sentences.join('\n'))}</system-out>`] : []),
  ];
  const open = `    <testcase classname="${escaped(file)}" name="${escaped(name)}" time="${seconds(durationMs)}"`;
  return parts.length === 0 ? `${open}/>` : `${open}>${parts.join('')}</testcase>`;
}

function seconds(durationMs) {
  return (durationMs / 1000).toFixed(3);
}
