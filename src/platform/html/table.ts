import { html, type SafeHtml } from './html.js';

/** A table of some columns; the rows' cells are in the order of the headings. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly (SafeHtml | string)[])[],
): SafeHtml {
  return html`<table>
    <thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
    <tbody>
      ${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
    </tbody>
  </table>`;
}
