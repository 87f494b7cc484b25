import type { FastifyReply } from 'fastify';
import { CONTENT_TYPES, csvLine, jsonOrCsv } from './forms.js';

/** The same answer as a JSON document and as a table. */
export interface Answer {
  readonly json: () => unknown;
  readonly csv: () => { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] };
}

type Cell = string | number | null;

/**
 * Sends an answer in the form that the caller wants most.
 *
 * @throws NotAcceptableError when the caller takes neither JSON nor CSV
 */
export async function sendAnswer(
  reply: FastifyReply,
  accept: string | undefined,
  answer: Answer,
): Promise<void> {
  const form = jsonOrCsv(accept);
  void reply.header('vary', 'Accept').header('cache-control', 'no-store').type(CONTENT_TYPES[form]);
  await reply.send(form === 'json' ? `${JSON.stringify(answer.json())}\n` : csvText(answer));
}

/** An answer as a table. */
export function csvText(answer: Answer): string {
  const { columns, rows } = answer.csv();
  return csvLine(columns) + rows.map(csvLine).join('');
}
