import type { FastifyReply } from 'fastify';
import { NotAcceptableError } from '../platform/errors.js';
import { preferredForm } from '../platform/http/accept.js';
import { CallerGoneError } from './metrics-api.errors.js';

// JSON comes first: callers without a preference get it.
const MEDIA_TYPES = { json: 'application/json', csv: 'text/csv' } as const;

/** The form of an answer. */
export type Form = keyof typeof MEDIA_TYPES;

const CONTENT_TYPES: Readonly<Record<Form, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
};

/** An answer in both of its forms: a JSON document and a table. */
export interface Answer {
  readonly json: () => unknown;
  readonly csv: () => {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly Cell[])[];
  };
}

type Cell = string | number | null;

/**
 * Sends an answer in the form that the caller prefers.
 *
 * @throws NotAcceptableError when the caller accepts neither JSON nor CSV
 */
export async function sendAnswer(
  reply: FastifyReply,
  accept: string | undefined,
  answer: Answer,
): Promise<void> {
  const form = chooseForm(reply, accept);
  await reply.send(form === 'json' ? `${JSON.stringify(answer.json())}\n` : csvText(answer));
}

/**
 * The form that the caller prefers, with its headers set.
 *
 * @throws NotAcceptableError when the caller accepts neither JSON nor CSV
 */
export function chooseForm(reply: FastifyReply, accept: string | undefined): Form {
  const form = preferredForm(accept, MEDIA_TYPES);
  if (form === undefined) throw new NotAcceptableError(accept ?? '', Object.values(MEDIA_TYPES));
  void reply.header('vary', 'Accept').header('cache-control', 'no-store').type(CONTENT_TYPES[form]);
  return form;
}

/** An answer as a table. */
export function csvText(answer: Answer): string {
  const { columns, rows } = answer.csv();
  return csvLine(columns) + rows.map(csvLine).join('');
}

/** One record of a table; a cell without a value is empty. @see https://www.rfc-editor.org/rfc/rfc4180 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (typeof cell !== 'string') return String(cell ?? '');
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A signal that aborts when the caller leaves before the answer is complete. */
export function callerGone(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(new CallerGoneError());
  });
  return controller.signal;
}
