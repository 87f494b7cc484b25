import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 500;

/**
 * Runs named checks one after the other, prints a line for each, and ends the process: 0 if all held, else 1.
 *
 * A check that throws is tried again until the time is over: a pod may start before its proxy, or before the rules
 * of a mesh have reached it.
 *
 * @param {Record<string, () => Promise<unknown>>} checks - each throws an Error that says what was expected and what came
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

/** What was wrong in the end; undefined when the check held. */
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

/** `fetch failed` says nothing; its cause does. */
function sentence(error) {
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

/**
 * Ends the sidecar of this pod, which would keep it running for ever where it is an ordinary container: Istio's agent
 * takes `POST /quitquitquit` at its port 15020. Nobody listens there in a pod without one.
 */
async function endSidecar() {
  try {
    await fetch('http://127.0.0.1:15020/quitquitquit', { method: 'POST', signal: AbortSignal.timeout(2000) });
    console.log('the sidecar was told to end');
  } catch {
    // No sidecar.
  }
}
