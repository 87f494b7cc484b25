import { InvalidInputError } from '../platform/errors.js';
import type { Labels, Question, Reading, SourceKind } from './metrics-source.port.js';
import { UnknownApplicationError } from './sources.errors.js';
import type { Budget } from './upstream-client.js';

/** Reads one kind of source. */
export interface MetricsDriver {
  /** @throws as `MetricsSource.read` does */
  read(question: Question, budget: Budget): Promise<Reading>;

  /** Sends the cheapest request that shows whether the source answers. */
  check(budget: Budget): Promise<void>;
}

/**
 * The samples or series of one application: those whose label `app` has its name; without that label `application`
 * counts, and without both `job`.
 *
 * @throws UnknownApplicationError when there are none
 */
export function onlyApplication<T extends { readonly labels: Labels }>(
  all: readonly T[],
  app: string | undefined,
  address: string,
): readonly T[] {
  if (app === undefined) return all;
  const matching = all.filter(
    ({ labels }) => (labels['app'] ?? labels['application'] ?? labels['job']) === app,
  );
  if (matching.length === 0) throw new UnknownApplicationError(app, address);
  return matching;
}

type QuestionPart = Exclude<keyof Question, 'atMs'>;

const PARAMETERS: Readonly<Record<QuestionPart, string>> = {
  range: 'range',
  app: 'app',
  metrics: 'metric',
  query: 'query',
};

/**
 * Refuses the parts of a question that a kind of source does not support. Ignoring them would show something other
 * than what was requested.
 *
 * @throws InvalidInputError naming each unsupported parameter
 */
export function refuseUnsupported(
  question: Question,
  kind: SourceKind,
  supported: readonly QuestionPart[],
): void {
  const unsupported = (Object.keys(PARAMETERS) as QuestionPart[]).filter(
    (part) => question[part] !== undefined && !supported.includes(part),
  );
  if (unsupported.length === 0) return;
  const names = supported.map((part) => PARAMETERS[part]).join(', ');
  throw new InvalidInputError(
    unsupported.map((part) => ({
      field: PARAMETERS[part],
      sentence: `Expected no ${PARAMETERS[part]}: sources of kind ${kind} support only ${names}`,
    })),
  );
}
