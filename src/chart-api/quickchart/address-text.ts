// One sequence of UTF-8 in percent-encoding; `decodeURIComponent` refuses those that stand for no character.
const ENCODED =
  /%[0-7][\da-f]|%(?:c[2-9a-f]|d[\da-f])%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-4](?:%[89ab][\da-f]){3}/gi;

/**
 * Decodes text from an address that a person may have typed: a `%` that encodes no character is itself, as in
 * `title:'up 5% in May'`.
 */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  return decoded(text) ?? text.replace(ENCODED, (sequence) => decoded(sequence) ?? sequence);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** One parameter of a query or a form. */
interface Part {
  readonly name: string;
  /** As received: neither decoded nor with spaces for plus signs. */
  readonly raw: string;
}

/** The parameter in one part of a query; a name without `=` has an empty value. */
export function partOf(segment: string): Part {
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
