const LONGEST = 1000;

/** The header that tells what the reader of a picture must know; none where there is nothing. */
export function warningHeader(warnings: readonly string[]): Record<string, string> {
  if (warnings.length === 0) return {};
  // A header holds printable ASCII (RFC 9110, section 5.5); a source's own sentence may hold anything.
  const text = warnings.join('; ').replace(/[^\x20-\x7e]+/g, '?');
  return { 'x-metrics-warning': text.slice(0, LONGEST) };
}
