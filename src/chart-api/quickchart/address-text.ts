const NEXT = String.raw`%[89ab][\da-f]`;

/** Percent-encoded characters, exactly those that UTF-8 allows (RFC 3629, section 4). */
const ENCODED = new RegExp(
  `(?:${[
    String.raw`%[0-7][\da-f]`,
    String.raw`%(?:c[2-9a-f]|d[\da-f])${NEXT}`,
    String.raw`%(?:e0%[ab][\da-f]|ed%[89][\da-f]|e[1-9a-cef]${NEXT})${NEXT}`,
    String.raw`%(?:f0%[9ab][\da-f]|f4%8[\da-f]|f[1-3]${NEXT})${NEXT}${NEXT}`,
  ].join('|')}){1,1000}`,
  'gi',
);

/**
 * Decodes text from an address that a person may have typed: a `%` that encodes no character is itself, as in
 * `title:'up 5% in May'`.
 *
 * It throws no errors on the way, which would take a hundred times as long.
 */
export function decodePercent(text: string): string {
  return text.includes('%') ? text.replace(ENCODED, decodeURIComponent) : text;
}

/** One parameter of a query or a form. */
interface Part {
  readonly name: string;
  /** As received: neither decoded nor with spaces for plus signs. */
  readonly raw: string;
}

const NOTHING: Part = { name: '', raw: '' };

/** The parameter in one part of a query; a name without `=` has an empty value. */
export function partOf(segment: string): Part {
  if (segment === '') return NOTHING;
  const equals = segment.indexOf('=');
  const name = equals < 0 ? segment : segment.slice(0, equals);
  const raw = equals < 0 ? '' : segment.slice(equals + 1);
  // An address copied from the source of a page has `&amp;` between its parameters.
  return { name: withSpaces(name).replace(/^(?:amp;)+/, ''), raw };
}

/** The text of a parameter as forms encode it: a plus sign stands for a space. */
export function withSpaces(raw: string): string {
  return decodePercent(raw.replaceAll('+', ' '));
}

/** The values of a query or a form by name; a repeated name has a list, which no field accepts. */
export function valuesIn(segments: readonly string[]): Readonly<Record<string, unknown>> {
  const values = new Map<string, string | string[]>();
  for (const segment of segments) {
    if (segment === '') continue;
    const { name, raw } = partOf(segment);
    const before = values.get(name);
    if (Array.isArray(before)) before.push(withSpaces(raw));
    else values.set(name, before === undefined ? withSpaces(raw) : [before, withSpaces(raw)]);
  }
  return Object.fromEntries(values);
}

/** The query of an address, without the question mark. */
export function queryOf(address: string): string {
  const mark = address.indexOf('?');
  return mark < 0 ? '' : address.slice(mark + 1);
}
