import { InvalidInputError } from '../../platform/errors/catalogue.js';
import type { Question, SourceKind } from '../metrics-source.port.js';

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
