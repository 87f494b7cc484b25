// The helm test of the metrics API: node metrics-api.mjs TIMEOUT_SECONDS BASE_URL…
// Each address is asked as a whole, so that the full and the short DNS name are both proved.
import { expect, textOf } from './answers.mjs';
import { attemptAll } from './attempt.mjs';

const [timeoutSeconds, ...addresses] = process.argv.slice(2);

const checks = {};
for (const address of addresses) {
  checks[`${address} is ready`] = () => textOf(`${address}/readyz`, 'application/json');
  checks[`${address} tells metrics as JSON`] = () => metricsHold(`${address}/metrics`);
  checks[`${address} tells metrics for Prometheus`] = () => expositionEnds(`${address}/metrics`);
}
await attemptAll(checks, Number(timeoutSeconds));

async function metricsHold(url) {
  const { performance_index: index, host } = JSON.parse(await textOf(url, 'application/json'));
  expect(
    'a host that says which pod answered',
    typeof host === 'string' && host !== '',
    JSON.stringify(host),
  );
  expect(
    'no more failures than accesses',
    index.failAmount <= index.accessAmount,
    `${index.failAmount} of ${index.accessAmount}`,
  );
  expect(
    'no minimum above the average',
    index.minLatency <= index.avgLatency,
    `${index.minLatency} and ${index.avgLatency}`,
  );
}

async function expositionEnds(url) {
  const text = await textOf(url, 'application/openmetrics-text');
  expect('an exposition that ends with # EOF', text.endsWith('# EOF\n'), JSON.stringify(text.slice(-40)));
}
