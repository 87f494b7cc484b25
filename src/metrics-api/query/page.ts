import { integerParam, textParam } from '../../platform/query/params.js';

export const MAX_PAGE = 1000;

/** The parameters of lists. */
export const pageParams = {
  limit: integerParam('limit', 'Entries a page.', { min: 1, max: MAX_PAGE, fallback: 100 }),
  after: textParam('after', 'Where the page before ended, as its `next` says.'),
};

export type PageQuery = { limit: number; after?: string | undefined };

/** A page of a list, with the query of the next one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/**
 * Cuts a page out of a list.
 *
 * @param entries - those after `after`, in order; one more than the limit is enough
 * @param cursorOf - what `after` must be to go on behind an entry
 * @param query - all parameters of the request as they were given, to be repeated in `next`
 */
export function pageOf<T>(
  entries: Iterable<T>,
  limit: number,
  cursorOf: (entry: T) => string,
  query: Readonly<Record<string, unknown>>,
): Page<T> {
  const items: T[] = [];
  for (const entry of entries) {
    if (items.length < limit) items.push(entry);
    else return { items, next: nextQuery(cursorOf(items.at(-1)!), query) };
  }
  return { items, next: null };
}

function nextQuery(after: string, query: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams(query as Record<string, string>);
  params.set('after', after);
  return `?${params.toString()}`;
}
