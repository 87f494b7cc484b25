// Shared code of the helm tests, which run in the images and have only Node.js.
import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 500;
const REQUEST_TIMEOUT_MS = 5000;

/**
 * Runs named checks one after the other, prints a line for each, and ends the process: with exit code 0 if all passed, otherwise 1.
 *
 * A check that throws is tried again until the timeout: a pod can start before its proxy, or before a mesh has sent it
 * its rules.
 *
 * @param {Record<string, () => Promise<unknown>>} checks - each throws an Error that says what was expected and what was received
 * @param {number} timeoutSeconds - for all checks together
 */
export async function attemptAll(checks, timeoutSeconds) {
  const deadline = Date.now() + timeoutSeconds * 1000;
  let failures = 0;
  for (const [name, check] of Object.entries(checks)) {
    const problem = await attempt(check, deadline);
    if (problem !== undefined) failures += 1;
    console.log(problem === undefined ? `ok      ${name}` : `FAILED  ${name}: ${problem}`);
  }
  await endSidecar();
  process.exit(failures === 0 ? 0 : 1);
}

/** The last error as a sentence; undefined if the check passed. */
async function attempt(check, deadline) {
  for (;;) {
    try {
      await check();
      return undefined;
    } catch (error) {
      if (Date.now() >= deadline) return sentence(error);
    }
    await delay(PAUSE_MS);
  }
}

/** The message of `fetch` is only "fetch failed": its cause has the reason. */
function sentence(error) {
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

/**
 * Ends the sidecar of this pod, which would keep the pod running indefinitely if it is an ordinary container. Istio's
 * agent accepts `POST /quitquitquit` on port 15020; in a pod without a sidecar nothing listens there.
 */
async function endSidecar() {
  try {
    await fetch('http://127.0.0.1:15020/quitquitquit', { method: 'POST', signal: AbortSignal.timeout(2000) });
    console.log('requested the sidecar to exit');
  } catch {
    // No sidecar.
  }
}

/**
 * Sends a GET request, and checks that the response has status 200 and a content type.
 *
 * @param {string} url
 * @param {string} accept - the media type that the response must have
 * @returns {Promise<Buffer>} the body
 * @throws {Error} naming the address, what was expected and what was received
 */
export async function bodyOf(url, accept) {
  const response = await fetch(url, { headers: { accept }, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
  const body = Buffer.from(await response.arrayBuffer());
  const type = response.headers.get('content-type') ?? 'no content type';
  expect(`${url} to answer 200`, response.status === 200, response.status);
  expect(`${url} to be ${accept}`, type.startsWith(accept), type);
  return body;
}

/** The same as `bodyOf`, as text. */
export async function textOf(url, accept) {
  return (await bodyOf(url, accept)).toString();
}

/** @throws {Error} unless the condition holds */
export function expect(what, condition, received) {
  if (!condition) throw new Error(`Expected ${what} but received ${received}`);
}
