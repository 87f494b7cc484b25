import { z } from 'zod';
import { parse } from 'yaml';
import { integerBetween, textLike, variable } from '../platform/settings/read-settings.js';

// A DNS name or an IP address, without a scheme or a port: those are not the name's to say.
const hostName = textLike(
  /^([A-Za-z0-9]([\w.-]{0,251}[A-Za-z0-9])?\.?|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)$/,
  'a DNS name or an IP address',
);

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

/** Which services are read, and how patiently. */
export const sourcesVariables = {
  SERVICE_NAME: variable(hostName, {
    default: 'localhost',
    unit: 'host name',
    example: 'k8s-app-monitor-test',
    sentence: 'The metrics API, found by DNS.',
  }),
  APP_PORT: variable(integerBetween(1, 65535), {
    default: '3000',
    unit: 'TCP port',
    example: '3000',
    sentence: 'The port of the metrics API.',
  }),
  SERVICES: variable(serviceList, {
    default: '',
    unit: 'YAML or JSON',
    example: '[{name: node, kind: exposition, url: "http://node-exporter:9100/metrics"}]',
    sentence:
      'The services that may be charted, each at its name; the first takes the place of SERVICE_NAME. Kinds: app-monitor, exposition, prometheus (which may have a query).',
  }),
  UPSTREAM_TIMEOUT_MS: variable(integerBetween(1, 60_000), {
    default: '2000',
    unit: 'ms',
    example: '2000',
    sentence:
      'How long all reads for one picture may take together, from the first connection to the last byte.',
  }),
  UPSTREAM_MAX_BYTES: variable(integerBetween(1024, 64 * 1024 * 1024), {
    default: '1048576',
    unit: 'bytes',
    example: '1048576',
    sentence: 'The longest answer of another service that is read.',
  }),
  UPSTREAM_RETRIES: variable(integerBetween(0, 10), {
    default: '1',
    unit: 'times',
    example: '2',
    sentence:
      'How often a read is tried again after a refused or lost connection or a 502, 503 or 504, within UPSTREAM_TIMEOUT_MS.',
  }),
  UPSTREAM_BREAKER_FAILURES: variable(integerBetween(1, 1000), {
    default: '5',
    unit: 'reads',
    example: '10',
    sentence: 'Reads of a service that fail in a row before it is left alone for a moment.',
  }),
  UPSTREAM_BREAKER_OPEN_MS: variable(integerBetween(1, 600_000), {
    default: '1000',
    unit: 'ms',
    example: '5000',
    sentence: 'How long a service that failed so often is left alone before one read tries it again.',
  }),
};

export type SourcesSettings = z.output<z.ZodObject<typeof sourcesVariables>>;
