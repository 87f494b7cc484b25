/**
 * Takes one of the prefixes off an address, so that every route answers beneath each of them too.
 *
 * The prefix alone is left as it is: it is a route. `/prefix/` becomes `/`, `/prefix/docs` becomes `/docs`.
 *
 * @param url - path and query, as in the request line
 * @param prefixes - paths such as `/k8s-app-monitor-agent`, without a slash at the end
 */
export function rewriteUrl(url: string, prefixes: readonly string[]): string {
  const prefix = prefixOf(url, prefixes);
  return prefix === '' ? url : url.slice(prefix.length);
}

/** The prefix that an address lies beneath, or '' for none. */
export function prefixOf(url: string, prefixes: readonly string[]): string {
  return prefixes.find((prefix) => url.startsWith(`${prefix}/`)) ?? '';
}
