import { NotAcceptableError } from '../../platform/errors/catalogue.js';
import { preferredForm } from '../../platform/http/accept.js';

const MEDIA_TYPES = { json: 'application/json', csv: 'text/csv' } as const;

/** The forms of the API's answers; JSON comes first. */
export type Form = keyof typeof MEDIA_TYPES;

export const CONTENT_TYPES: Readonly<Record<Form, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
};

/** @throws NotAcceptableError when the caller takes neither */
export function jsonOrCsv(accept: string | undefined): Form {
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
