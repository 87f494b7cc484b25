// The helm test of the chart agent: node agent.mjs TIMEOUT_SECONDS BASE_URL [PATH…]
// Requests an image of current metrics and the page at each path. An image that shows a failure has the status of the
// failure, so that this tests the metrics API as well.
import { attemptAll, bodyOf, expect, textOf } from './checks.mjs';

const PNG_SIGNATURE = '89504e470d0a1a0a';
const [timeoutSeconds, address, ...paths] = process.argv.slice(2);

const checks = { [`${address} is ready`]: () => textOf(`${address}/readyz`, 'application/json') };
for (const path of paths) {
  checks[`${address}${path} renders the metrics`] = () => checkImage(`${address}${path}`);
  checks[`${address}${path} has a page`] = () => textOf(`${address}${path}`, 'text/html');
}
await attemptAll(checks, Number(timeoutSeconds));

async function checkImage(url) {
  const picture = await bodyOf(url, 'image/png');
  const signature = picture.subarray(0, 8).toString('hex');
  expect('the signature of a PNG', signature === PNG_SIGNATURE, signature);
  // IHDR is always the first chunk: width and height are at offsets 16 and 20 (PNG specification, section 11.2.2).
  const size = `${picture.readUInt32BE(16)}x${picture.readUInt32BE(20)}`;
  expect('an image of 1024x512', size === '1024x512', size);
}
