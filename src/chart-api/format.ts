import { NotAcceptableError } from '../platform/errors/catalogue.js';
import { preferredForm } from '../platform/http/accept.js';
import { PICTURE_FORMATS } from '../rendering/chart-renderer.port.js';

const { png, svg, ...others } = PICTURE_FORMATS;

/**
 * The forms in which an answer can be had, with their media types; a tie goes to the first.
 *
 * Browsers name newer formats of pictures beside `text/html` when they want a page, and beside everything else when
 * they want a picture: neither is a wish for one that takes ten times as long to encode.
 */
export const MEDIA_TYPES = { png, svg, html: 'text/html', ...others } as const;

export type Format = keyof typeof MEDIA_TYPES;

export const FORMATS = Object.keys(MEDIA_TYPES) as readonly Format[];

/** What a request says about the form that it wants, strongest first. */
export interface FormatWishes {
  /** The ending of the address, such as `svg`. */
  readonly extension?: string | undefined;
  /** `?format=`. */
  readonly query?: string | undefined;
  readonly accept?: string | undefined;
}

/**
 * Chooses the form of an answer.
 *
 * @throws NotAcceptableError listing what is offered
 */
export function chooseFormat({ extension, query, accept }: FormatWishes): Format {
  const named = extension ?? query;
  if (named !== undefined) return formatNamed(named);

  const best = preferredForm(accept, MEDIA_TYPES);
  if (best !== undefined) return best;
  throw new NotAcceptableError(accept ?? '', Object.values(MEDIA_TYPES));
}

function formatNamed(name: string): Format {
  const format = FORMATS.find((candidate) => candidate === name.toLowerCase());
  if (format === undefined) throw new NotAcceptableError(name, FORMATS);
  return format;
}
