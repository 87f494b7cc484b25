/**
 * An address beneath a base.
 *
 * @param path - segments, already encoded, without a slash at the beginning
 */
export function beneath(base: string, path: string, query: Readonly<Record<string, string>> = {}): URL {
  const url = new URL(`${base.replace(/\/$/, '')}/${path}`);
  url.search = new URLSearchParams(query).toString();
  return url;
}
