import type { FastifyReply } from 'fastify';
import { AppError, NotAcceptableError } from '../platform/errors.js';
import { preferredForm } from '../platform/http/accept.js';

const MEDIA_TYPES = { json: 'application/json', csv: 'text/csv' } as const;

/** The forms of the API's answers; JSON comes first. */
export type Form = keyof typeof MEDIA_TYPES;

const CONTENT_TYPES: Readonly<Record<Form, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
};

/** @throws NotAcceptableError when the caller takes neither */
function jsonOrCsv(accept: string | undefined): Form {
  const form = preferredForm(accept, MEDIA_TYPES);
  if (form === undefined) throw new NotAcceptableError(accept ?? '', Object.values(MEDIA_TYPES));
  return form;
}

type Cell = string | number | null | undefined;

/** One record of a table; a cell without a value stays empty. @see https://www.rfc-editor.org/rfc/rfc4180 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (typeof cell !== 'string') return String(cell ?? '');
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The same answer as a JSON document and as a table. */
export interface Answer {
  readonly json: () => unknown;
  readonly csv: () => {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly Exclude<Cell, undefined>[])[];
  };
}

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

/** The caller closed the connection; nobody reads what this says but the log. */
class CallerGoneError extends AppError {
  constructor() {
    super({
      code: 'CALLER_GONE',
      status: 499,
      title: 'Caller gone',
      sentence: 'The caller left before the answer was complete',
    });
  }
}

/** Aborts when the caller leaves before the answer is complete: nobody wants the work any longer. */
export function callerGone(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(new CallerGoneError());
  });
  return controller.signal;
}
