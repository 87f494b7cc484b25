import { LRUCache } from 'lru-cache';

interface MediaRange {
  readonly type: string;
  readonly subtype: string;
  /** The `version` parameter, which distinguishes the text formats of metrics; other parameters are ignored. */
  readonly version: string | undefined;
  readonly quality: number;
}

/**
 * The weight that an `Accept` header gives a media type.
 *
 * Libraries return the best of the offered types. Callers here need the weight itself, because a tie goes to the
 * type that the service prefers, whatever the order in the header.
 *
 * @param accept - the header; when it is absent, every type is acceptable
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
 * The offered form with the highest weight in an `Accept` header; a tie goes to the form that is offered first.
 *
 * @param offered - media types by form
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

// Browsers send about ten ranges in 150 characters; what is beyond the limits is ignored.
const MAX_LENGTH = 1024;
const MAX_RANGES = 32;
// Clients send the same few headers over and over.
const cache = new LRUCache<string, readonly MediaRange[]>({ max: 100 });

function parse(accept: string): readonly MediaRange[] {
  const used = accept.length <= MAX_LENGTH ? accept : wholeRanges(accept.slice(0, MAX_LENGTH));
  const cached = cache.get(used);
  if (cached !== undefined) return cached;
  const ranges = rangesIn(used);
  cache.set(used, ranges);
  return ranges;
}

/** Without the last range, which may be incomplete. */
function wholeRanges(accept: string): string {
  return accept.slice(0, Math.max(0, accept.lastIndexOf(',')));
}

function rangesIn(accept: string): MediaRange[] {
  return accept.split(',', MAX_RANGES).flatMap((element) => {
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

/** A weight that is not a number between 0 and 1 counts as 0. */
function quality(weight: string): number {
  const value = Number(weight);
  return weight !== '' && value >= 0 && value <= 1 ? value : 0;
}

function specificity(range: MediaRange): number {
  return (
    (range.type === '*' ? 0 : 1) + (range.subtype === '*' ? 0 : 1) + (range.version === undefined ? 0 : 1)
  );
}
