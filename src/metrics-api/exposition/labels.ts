import type { Node } from '../../generator/model.js';
import type { Totals } from '../../generator/totals.js';
import { escapeLabel } from './families.js';

/** The labels that each series of an application carries. */
export function labelsOf({ application: { name, domain } }: Node): string {
  return `app="${escapeLabel(name)}",domain="${escapeLabel(domain)}"`;
}

/** What became of an application's requests; the values sum to all of them. */
export function outcomesOf(totals: Totals): readonly (readonly [outcome: string, count: number])[] {
  const { requests, clientErrors, serverErrors, timeouts } = totals;
  return [
    ['success', requests - clientErrors - serverErrors - timeouts],
    ['client_error', clientErrors],
    ['server_error', serverErrors],
    ['timeout', timeouts],
  ];
}
