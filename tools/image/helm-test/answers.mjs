const TIMEOUT_MS = 5000;

/**
 * Asks with GET for an answer with status 200 and one content type.
 *
 * @param {string} url
 * @param {string} accept - a media type, which the answer must have
 * @returns {Promise<Buffer>} the body
 * @throws {Error} that names the address, what was expected and what came
 */
export async function bodyOf(url, accept) {
  const response = await fetch(url, { headers: { accept }, signal: AbortSignal.timeout(TIMEOUT_MS) });
  const body = Buffer.from(await response.arrayBuffer());
  const type = response.headers.get('content-type') ?? 'no content type';
  expect(`${url} to answer 200`, response.status === 200, response.status);
  expect(`${url} to be ${accept}`, type.startsWith(accept), type);
  return body;
}

/** The same, as text. */
export async function textOf(url, accept) {
  return (await bodyOf(url, accept)).toString();
}

/** @throws {Error} in the project's words, unless the condition holds */
export function expect(what, condition, came) {
  if (!condition) throw new Error(`Expected ${what} but received ${came}`);
}
