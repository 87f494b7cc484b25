// The helm test of the metrics API: node metrics-api.mjs TIMEOUT_SECONDS BASE_URL…
// Runs all checks for each address, so that the full and the short DNS name are both tested.
import { attemptAll, expect, textOf } from './checks.mjs';

const [timeoutSeconds, ...addresses] = process.argv.slice(2);

const checks = {};
for (const address of addresses) {
  checks[`${address} is ready`] = () => textOf(`${address}/readyz`, 'application/json');
  checks[`${address} returns metrics as JSON`] = () => checkMetrics(`${address}/metrics`);
  checks[`${address} returns metrics for Prometheus`] = () => checkExposition(`${address}/metrics`);
}
await attemptAll(checks, Number(timeoutSeconds));

async function checkMetrics(url) {
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

async function checkExposition(url) {
  const text = await textOf(url, 'application/openmetrics-text');
  expect('an exposition that ends with # EOF', text.endsWith('# EOF\n'), JSON.stringify(text.slice(-40)));
}
