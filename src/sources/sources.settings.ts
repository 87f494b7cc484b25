import { z } from 'zod';
import { parse } from 'yaml';
import { integerBetween, textLike, variable } from '../platform/settings/read-settings.js';

// Without a scheme or a port, which SERVICE_NAME does not set.
const hostName = textLike(
  /^([A-Za-z0-9]([\w.-]{0,251}[A-Za-z0-9])?\.?|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)$/,
  'a DNS name or an IP address',
);

const MAX_LIST_LENGTH = 64 * 1024;

/** One DNS label (RFC 1123, section 2.1): names are path segments, also with a file extension. */
export const DNS_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

const NAME = 'lower-case letters, digits and hyphens, at most 63 characters';
const URL_TEXT = 'an http or https URL without credentials or fragment';

const name = z.string(NAME).regex(DNS_LABEL, NAME);
const url = z.string(URL_TEXT).refine(isHttpUrl, URL_TEXT);
const query = z.string('PromQL').min(1, 'PromQL').max(4096, 'PromQL of at most 4096 characters');

/** An entry of SERVICES; the Helm chart's values schema is generated from it too. */
export const serviceSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ name, kind: z.literal('app-monitor'), url }),
    z.strictObject({ name, kind: z.literal('exposition'), url }),
    z.strictObject({ name, kind: z.literal('prometheus'), url, query: query.optional() }),
  ],
  { error: () => 'app-monitor, exposition or prometheus' },
);

/** A configured service. */
export type ServiceEntry = z.output<typeof serviceSchema>;

/** A list of services in YAML, of which JSON is a subset; empty text is an empty list. */
const serviceList = z.string().transform((text, context): readonly ServiceEntry[] => {
  if (text === '') return [];
  const result = z.array(serviceSchema).min(1).safeParse(parseYaml(text));
  if (!result.success) {
    context.addIssue(expectedBy(result.error.issues[0]!));
    return z.NEVER;
  }
  const names = result.data.map((service) => service.name);
  const duplicate = names.find((candidate, index) => names.indexOf(candidate) < index);
  if (duplicate === undefined) return result.data;
  context.addIssue(`a list of services with unique names ("${duplicate}" is used twice)`);
  return z.NEVER;
});

/** Undefined if the text is not YAML or is unreasonably long. */
function parseYaml(text: string): unknown {
  if (text.length > MAX_LIST_LENGTH) return undefined;
  try {
    return parse(text, { schema: 'core', maxAliasCount: 0, prettyErrors: false });
  } catch {
    return undefined;
  }
}

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && username + password + hash === '';
}

/** Completes the sentence "Expected SERVICES to be …". */
function expectedBy({ path, message, code }: z.core.$ZodIssue): string {
  const [index, field] = path;
  if (index === undefined) return 'a list of services in YAML or JSON';
  const entry = `a list of services whose entry ${Number(index) + 1}`;
  if (code === 'unrecognized_keys') return `${entry} has only the properties of its kind (${message})`;
  return field === undefined
    ? `${entry} has a name, a kind and a url`
    : `${entry} has a valid ${String(field)} (${message})`;
}

/** Which services are read, with their time limits and retries. */
export const sourcesVariables = {
  SERVICE_NAME: variable(hostName, {
    default: 'localhost',
    unit: 'host name',
    example: 'k8s-app-monitor-test',
    sentence: 'Host name of the metrics API.',
  }),
  APP_PORT: variable(integerBetween(1, 65535), {
    default: '3000',
    unit: 'TCP port',
    example: '3000',
    sentence: 'Port of the metrics API.',
  }),
  SERVICES: variable(serviceList, {
    default: '',
    unit: 'YAML or JSON',
    example: '[{name: node, kind: exposition, url: "http://node-exporter:9100/metrics"}]',
    sentence:
      'Services to chart, each under its name; the first replaces SERVICE_NAME. Kinds: app-monitor, exposition, prometheus (with an optional query).',
  }),
  UPSTREAM_TIMEOUT_MS: variable(integerBetween(1, 60_000), {
    default: '2000',
    unit: 'ms',
    example: '2000',
    sentence: 'Total time limit for the reads of one image, from the first connection to the last byte.',
  }),
  UPSTREAM_MAX_BYTES: variable(integerBetween(1024, 64 * 1024 * 1024), {
    default: '1048576',
    unit: 'bytes',
    example: '1048576',
    sentence: 'Maximum size of a response from an upstream service.',
  }),
  UPSTREAM_RETRIES: variable(integerBetween(0, 10), {
    default: '1',
    unit: 'retries',
    example: '2',
    sentence:
      'Maximum retries of a read after a refused or lost connection or a 502, 503 or 504, within UPSTREAM_TIMEOUT_MS.',
  }),
  UPSTREAM_BREAKER_FAILURES: variable(integerBetween(1, 1000), {
    default: '5',
    unit: 'reads',
    example: '10',
    sentence:
      'Consecutive failed reads after which the circuit of a service opens; reads then fail immediately until it closes.',
  }),
  UPSTREAM_BREAKER_OPEN_MS: variable(integerBetween(1, 600_000), {
    default: '1000',
    unit: 'ms',
    example: '5000',
    sentence: 'How long a circuit stays open before one trial read.',
  }),
};

export type SourcesSettings = z.output<z.ZodObject<typeof sourcesVariables>>;
