import { get } from 'node:http';

/** How requests ended: answers by status, and connections that failed by error code. */
export type Outcomes = Record<string, number>;

/** Sends one request over a connection of its own, and returns its status or the code of the error. */
export function outcomeOf(url: string): Promise<string> {
  return new Promise((resolve) => {
    get(url, { agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(String(response.statusCode)));
      response.on('error', (error: NodeJS.ErrnoException) => resolve(`cut: ${error.code}`));
    }).on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

/**
 * Callers that send one request after another, each over a new connection, until the server refuses one.
 *
 * @param answered - called for each answer
 */
export async function callUntilRefused(
  url: string,
  callers: number,
  answered: () => void,
): Promise<Outcomes> {
  const outcomes: Outcomes = {};
  const call = async () => {
    for (;;) {
      const outcome = await outcomeOf(url);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      if (outcome === 'ECONNREFUSED') return;
      if (outcome === '200') answered();
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return outcomes;
}
