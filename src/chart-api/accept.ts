interface MediaRange {
  readonly type: string;
  readonly subtype: string;
  readonly quality: number;
}

/**
 * How much a caller wants a media type, by its `Accept` header.
 *
 * Libraries answer which of the offered types comes first; here the number itself is needed, since a tie
 * must go to the picture whatever the order in the header.
 *
 * @param accept - the header; undefined accepts everything
 * @param mediaType - without parameters, such as `image/png`
 * @returns 0 (not acceptable) to 1, from the most specific range that matches
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
 */
export function qualityOf(accept: string | undefined, mediaType: string): number {
  if (accept === undefined || accept.trim() === '') return 1;
  const [type = '', subtype = ''] = mediaType.split('/');
  const matching = parse(accept).filter(
    (range) =>
      (range.type === type || range.type === '*') && (range.subtype === subtype || range.subtype === '*'),
  );
  return matching.sort((a, b) => specificity(b) - specificity(a))[0]?.quality ?? 0;
}

function parse(accept: string): MediaRange[] {
  return accept.split(',').flatMap((element) => {
    const [range = '', ...parameters] = element.split(';').map((part) => part.trim().toLowerCase());
    const [type, subtype] = range.split('/');
    if (!type || !subtype) return [];
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return [{ type, subtype, quality: weight === undefined ? 1 : quality(weight) }];
  });
}

/** A weight that is not a number between 0 and 1 is no wish at all. */
function quality(weight: string): number {
  const value = Number(weight);
  return weight !== '' && value >= 0 && value <= 1 ? value : 0;
}

function specificity(range: MediaRange): number {
  return (range.type === '*' ? 0 : 1) + (range.subtype === '*' ? 0 : 1);
}
