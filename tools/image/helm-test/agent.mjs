// The helm test of the chart agent: node agent.mjs TIMEOUT_SECONDS BASE_URL [PATH…]
// Each path is asked for a picture of fresh metrics and for the page; a picture that tells of a failure has the
// failure's status, so the metrics API is proved with it.
import { bodyOf, expect, textOf } from './answers.mjs';
import { attemptAll } from './attempt.mjs';

const PNG_SIGNATURE = '89504e470d0a1a0a';
const [timeoutSeconds, address, ...paths] = process.argv.slice(2);

const checks = { [`${address} is ready`]: () => textOf(`${address}/readyz`, 'application/json') };
for (const path of paths) {
  checks[`${address}${path} draws the metrics`] = () => pictureHolds(`${address}${path}`);
  checks[`${address}${path} has a page`] = () => textOf(`${address}${path}`, 'text/html');
}
await attemptAll(checks, Number(timeoutSeconds));

async function pictureHolds(url) {
  const picture = await bodyOf(url, 'image/png');
  const signature = picture.subarray(0, 8).toString('hex');
  expect('the signature of a PNG', signature === PNG_SIGNATURE, signature);
  // IHDR is always the first chunk: width and height stand at 16 and 20 (PNG specification, section 11.2.2).
  const size = `${picture.readUInt32BE(16)}x${picture.readUInt32BE(20)}`;
  expect('a picture of 1024x512', size === '1024x512', size);
}
