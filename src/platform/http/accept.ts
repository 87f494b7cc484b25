interface MediaRange {
  readonly type: string;
  readonly subtype: string;
  /** The parameter `version`, which tells the text formats of metrics apart; others are not looked at. */
  readonly version: string | undefined;
  readonly quality: number;
}

/**
 * How much a caller wants a media type, by its `Accept` header.
 *
 * Libraries answer which of the offered types comes first; here the number itself is needed, since a tie
 * must go to what a service prefers, whatever the order in the header.
 *
 * @param accept - the header; undefined accepts everything
 * @param mediaType - such as `image/png` or `text/plain;version=0.0.4`
 * @returns 0 (not acceptable) to 1, from the most specific range that matches
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
 */
export function qualityOf(accept: string | undefined, mediaType: string): number {
  if (accept === undefined || accept.trim() === '') return 1;
  const [offered] = parse(mediaType);
  if (offered === undefined) return 0;
  const matching = parse(accept).filter((range) => matches(range, offered));
  return matching.sort((a, b) => specificity(b) - specificity(a))[0]?.quality ?? 0;
}

/**
 * The offered form that a caller wants most; a tie goes to the one that is offered first.
 *
 * @param offered - media types by the name of their form
 * @returns undefined when none is acceptable
 */
export function preferredForm<Form extends string>(
  accept: string | undefined,
  offered: Readonly<Record<Form, string>>,
): Form | undefined {
  let best: Form | undefined;
  let bestQuality = 0;
  for (const form of Object.keys(offered) as Form[]) {
    const quality = qualityOf(accept, offered[form]);
    if (quality > bestQuality) [best, bestQuality] = [form, quality];
  }
  return best;
}

function matches(range: MediaRange, offered: MediaRange): boolean {
  return (
    (range.type === offered.type || range.type === '*') &&
    (range.subtype === offered.subtype || range.subtype === '*') &&
    (range.version === undefined || range.version === offered.version)
  );
}

// Callers send the same few headers again and again. Neither many of them nor long ones may fill the memory.
const MOST_KEPT = 100;
const LONGEST_KEPT = 512;
const kept = new Map<string, readonly MediaRange[]>();

function parse(accept: string): readonly MediaRange[] {
  const known = kept.get(accept);
  if (known !== undefined) return known;
  const ranges = rangesIn(accept);
  if (kept.size >= MOST_KEPT) kept.clear();
  if (accept.length <= LONGEST_KEPT) kept.set(accept, ranges);
  return ranges;
}

function rangesIn(accept: string): MediaRange[] {
  return accept.split(',').flatMap((element) => {
    const [range = '', ...parameters] = element.split(';').map((part) => part.trim().toLowerCase());
    const [type, subtype] = range.split('/');
    if (!type || !subtype) return [];
    const valueOf = (name: string): string | undefined =>
      parameters.find((parameter) => parameter.startsWith(`${name}=`))?.slice(name.length + 1);
    const weight = valueOf('q');
    const version = valueOf('version')?.replaceAll('"', '');
    return [{ type, subtype, version, quality: weight === undefined ? 1 : quality(weight) }];
  });
}

/** A weight that is not a number between 0 and 1 is no wish at all. */
function quality(weight: string): number {
  const value = Number(weight);
  return weight !== '' && value >= 0 && value <= 1 ? value : 0;
}

function specificity(range: MediaRange): number {
  return (
    (range.type === '*' ? 0 : 1) + (range.subtype === '*' ? 0 : 1) + (range.version === undefined ? 0 : 1)
  );
}
