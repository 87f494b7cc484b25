/**
 * @typedef {object} Test
 * @property {string} name - with the names of the blocks around it
 * @property {'passed' | 'failed' | 'skipped'} state
 * @property {number} durationMs
 * @property {string[]} failures
 * @property {string[]} sentences - what it proved
 * @property {string[]} pictures - names of files
 *
 * @typedef {object} Suite
 * @property {string} file - relative to the checkout
 * @property {string[]} skipped - why something in it was not tried
 * @property {Test[]} tests - a file that broke before its first test has one, which failed
 */

// eslint-disable-next-line no-control-regex -- jest colours what it tells of failures
const COLOURS = /\u001b\[[\d;]*m/g;

/**
 * Joins what jest says of the tests and what the tests said they proved.
 *
 * @param results - jest's AggregatedResult
 * @param proofs - lines of proofs.ndjson: `file`, `test`, and one of `sentence`, `picture` and `skipped`
 * @returns {Suite[]} by file
 */
export function suitesOf(results, proofs, nameOfFile) {
  return results.testResults
    .map(({ testFilePath, testResults, failureMessage }) => {
      const own = proofs.filter(({ file }) => file === testFilePath);
      const tests = testResults.map((test) => testOf(test, own));
      const broken = testResults.length === 0 && failureMessage ? [brokenSuite(failureMessage)] : [];
      return {
        file: nameOfFile(testFilePath),
        skipped: valuesOf('skipped', own),
        tests: [...tests, ...broken],
      };
    })
    .sort((one, other) => one.file.localeCompare(other.file));
}

function testOf({ fullName, status, duration, failureMessages }, proofs) {
  const own = proofs.filter(({ test }) => test === fullName);
  return {
    name: fullName,
    state: status === 'passed' || status === 'failed' ? status : 'skipped',
    durationMs: duration ?? 0,
    failures: (failureMessages ?? []).map((message) => message.replace(COLOURS, '')),
    sentences: valuesOf('sentence', own),
    pictures: valuesOf('picture', own),
  };
}

function brokenSuite(message) {
  return {
    name: 'The suite could not be run',
    state: 'failed',
    durationMs: 0,
    failures: [message.replace(COLOURS, '')],
    sentences: [],
    pictures: [],
  };
}

function valuesOf(key, proofs) {
  return proofs.filter((proof) => proof[key] !== undefined).map((proof) => proof[key]);
}
