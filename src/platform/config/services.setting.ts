import { parse } from 'yaml';
import { z } from 'zod';

const LONGEST_LIST = 64 * 1024;

/** One DNS label (RFC 1123, section 2.1): it stands in addresses, and in front of a file's ending. */
export const DNS_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

const name = z.string('a name').regex(DNS_LABEL, 'a name of lower-case letters, digits and hyphens');
const address = z.string('an address').refine(isAddress, 'an address of http or https without a user');
const query = z.string('PromQL').min(1, 'PromQL').max(4096, 'PromQL of at most 4096 characters');

/** An entry of the list; the Helm chart's values are checked by it too. */
export const serviceSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ name, kind: z.literal('app-monitor'), url: address }),
    z.strictObject({ name, kind: z.literal('exposition'), url: address }),
    z.strictObject({ name, kind: z.literal('prometheus'), url: address, query: query.optional() }),
  ],
  { error: () => 'app-monitor, exposition or prometheus' },
);

/** A service that may be charted. */
export type ServiceEntry = z.output<typeof serviceSchema>;

/** A list of services in YAML, which holds all JSON; nothing for none. */
export const serviceList = z.string().transform((text, context): readonly ServiceEntry[] => {
  if (text === '') return [];
  const result = z.array(serviceSchema).min(1).safeParse(listIn(text));
  if (!result.success) {
    context.addIssue(sentenceOf(result.error.issues[0]!));
    return z.NEVER;
  }
  const names = result.data.map((service) => service.name);
  const twice = names.find((candidate, index) => names.indexOf(candidate) < index);
  if (twice === undefined) return result.data;
  context.addIssue(`a list in which each name stands once ("${twice}" stands there twice)`);
  return z.NEVER;
});

/** The value of the text; undefined for what is no YAML, or longer than anyone types. */
function listIn(text: string): unknown {
  if (text.length > LONGEST_LIST) return undefined;
  try {
    return parse(text, { schema: 'core', maxAliasCount: 0, prettyErrors: false });
  } catch {
    return undefined;
  }
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && username + password + hash === '';
}

function sentenceOf({ path, message, code }: z.core.$ZodIssue): string {
  const [place, field] = path;
  if (place === undefined) return 'a list of services in YAML or JSON';
  const entry = `a list of services whose entry ${Number(place) + 1}`;
  if (code === 'unrecognized_keys') return `${entry} has no other property than its kind has (${message})`;
  return field === undefined
    ? `${entry} has a name, a kind and a url`
    : `${entry} has as its ${String(field)} ${message}`;
}
