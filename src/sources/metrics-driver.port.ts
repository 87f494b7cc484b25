import { InvalidInputError } from '../platform/errors.js';
import type { Labels, Question, Reading, SourceKind } from './metrics-source.port.js';
import { UnknownApplicationError } from './sources.errors.js';
import type { Budget } from './upstream-client.js';

/** How one kind of source is read: one driver for each kind. */
export interface MetricsDriver {
  /** @throws as `MetricsSource.read` does */
  read(question: Question, budget: Budget): Promise<Reading>;

  /** Asks for as little as tells whether the source answers. */
  check(budget: Budget): Promise<void>;
}

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

type Part = Exclude<keyof Question, 'atMs'>;

const FIELDS: Readonly<Record<Part, string>> = {
  range: 'range',
  app: 'app',
  metrics: 'metric',
  query: 'query',
};

/**
 * Refuses a question with parts that a kind of source knows nothing of: to leave them out silently would draw
 * something else than was asked for.
 *
 * @throws InvalidInputError naming them
 */
export function refuseForeign(question: Question, kind: SourceKind, known: readonly Part[]): void {
  const foreign = (Object.keys(FIELDS) as Part[]).filter(
    (part) => question[part] !== undefined && !known.includes(part),
  );
  if (foreign.length === 0) return;
  throw new InvalidInputError(
    foreign.map((part) => ({
      field: FIELDS[part],
      sentence: `Expected no ${FIELDS[part]}: a source of kind ${kind} takes ${known.map((name) => FIELDS[name]).join(', ')}`,
    })),
  );
}
