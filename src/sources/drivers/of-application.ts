import type { Labels } from '../metrics-source.port.js';
import { UnknownApplicationError } from '../unknown-application.error.js';

/**
 * Those of some samples or series that belong to an application: by their label `app`, else `application`, else
 * `job`, whichever they have first.
 *
 * @throws UnknownApplicationError when none does
 */
export function ofApplication<T extends { readonly labels: Labels }>(
  all: readonly T[],
  app: string | undefined,
  address: string,
): readonly T[] {
  if (app === undefined) return all;
  const own = all.filter(({ labels }) => (labels['app'] ?? labels['application'] ?? labels['job']) === app);
  if (own.length === 0) throw new UnknownApplicationError(app, address);
  return own;
}
