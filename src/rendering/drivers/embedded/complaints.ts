// What these say stops nothing: something of the chart is not drawn.
const SERIOUS_WARNING = /^(?:No scale found|Unknown annotation type)/;

/**
 * Runs what draws, and keeps what it writes to the console from the console.
 *
 * Chart.js and its plugins tell the developer of a page there what they leave out. Here one line of a caller's
 * making for each request would fill the log, and the caller is who must know.
 *
 * @throws Error with what was written, when something of the chart was left out
 */
export function withoutConsole<T>(draw: () => T): T {
  const { error, warn } = console;
  let complaint: string | undefined;
  console.error = (text: unknown) => void (complaint ??= String(text));
  console.warn = (text: unknown) => {
    if (SERIOUS_WARNING.test(String(text))) complaint ??= String(text);
  };
  try {
    const result = draw();
    if (complaint !== undefined) throw new Error(complaint);
    return result;
  } finally {
    Object.assign(console, { error, warn });
  }
}
