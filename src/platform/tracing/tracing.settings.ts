import { z } from 'zod';
import { integerBetween, oneOf, variable } from '../settings/read-settings.js';

// The names and defaults are those of the specification, except for the exporter: without an endpoint, nothing is sent.
// https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
// https://opentelemetry.io/docs/specs/otel/protocol/exporter/

const HTTP_URL = 'an http or https URL';
const httpUrl = z.string().refine((text) => text === '' || isHttpUrl(text), HTTP_URL);

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

const PAIRS = 'a list such as key=value,other=value with percent-encoded values';

/** A list of pairs, as in W3C Baggage; values are percent-decoded. */
const pairs = z.string().transform((text, context): Readonly<Record<string, string>> => {
  const entries = text.split(',').filter((pair) => pair.trim() !== '');
  const decoded = entries.map(decodedPair);
  if (decoded.every((pair) => pair !== undefined)) return Object.fromEntries(decoded);
  context.addIssue(PAIRS);
  return z.NEVER;
});

function decodedPair(text: string): [name: string, value: string] | undefined {
  const [, name, value] = /^\s*([^\s=]+)\s*=\s*(.*?)\s*$/.exec(text) ?? [];
  if (name === undefined || value === undefined) return undefined;
  try {
    return [decodeURIComponent(name), decodeURIComponent(value)];
  } catch {
    return undefined;
  }
}

const PROTOCOLS = ['http/protobuf', 'http/json'] as const;
const PROTOCOL = `one of ${PROTOCOLS.join(', ')}; gRPC is not supported, and collectors receive HTTP on port 4318`;
const protocol = z.enum(PROTOCOLS, PROTOCOL);

const PROPAGATORS = ['tracecontext', 'baggage', 'b3', 'b3multi', 'none'] as const;

export type PropagatorName = (typeof PROPAGATORS)[number];

const PROPAGATOR_LIST = `a comma-separated list of ${PROPAGATORS.join(', ')}`;
const propagators = z.string().transform((text, context): readonly PropagatorName[] => {
  const names = new Set(text.split(',').map((name) => name.trim()));
  const result = z.array(z.enum(PROPAGATORS)).safeParse([...names]);
  if (result.success && !(names.has('none') && names.size > 1)) return result.data;
  context.addIssue(PROPAGATOR_LIST);
  return z.NEVER;
});

const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

const ratio = z.string().transform((text, context) => {
  const value = Number(text);
  if (/^[\d.]+(e-?\d+)?$/i.test(text) && value >= 0 && value <= 1) return value;
  context.addIssue('a number from 0 to 1');
  return z.NEVER;
});

const milliseconds = (min: number) => integerBetween(min, 600_000);

/** Where spans are sent, and which; both services have these variables. */
export const tracingVariables = {
  OTEL_SDK_DISABLED: variable(z.stringbool({ truthy: ['true'], falsy: ['false'], error: 'true or false' }), {
    default: 'false',
    unit: 'switch',
    example: 'true',
    sentence: 'Disables tracing, whatever else is set.',
  }),
  OTEL_TRACES_EXPORTER: variable(
    z.union([z.literal(''), oneOf(['otlp', 'zipkin', 'none'])], 'one of otlp, zipkin, none'),
    {
      default: '',
      unit: 'name',
      example: 'otlp',
      sentence:
        'How spans are sent. By default, by the endpoint that is set: an OTLP endpoint, or else a Zipkin endpoint; without one, there is no tracing.',
    },
  ),
  OTEL_SERVICE_NAME: variable(z.string().max(255, 'a name of at most 255 characters'), {
    default: '',
    unit: 'name',
    example: 'k8s-app-monitor-agent',
    sentence:
      "Name of the service in traces; by default the attribute service.name, or else the service's own name.",
  }),
  OTEL_RESOURCE_ATTRIBUTES: variable(pairs, {
    default: '',
    unit: 'key=value list',
    example: 'k8s.namespace.name=shop,deployment.environment.name=test',
    sentence: 'Attributes of the process in traces, with percent-encoded values.',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable(httpUrl, {
    default: '',
    unit: 'URL',
    example: 'http://collector:4318',
    sentence:
      'Base URL of an OTLP receiver; /v1/traces is appended. The default of the exporter otlp is http://localhost:4318.',
  }),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: variable(httpUrl, {
    default: '',
    unit: 'URL',
    example: 'http://collector:4318/v1/traces',
    sentence: 'URL of an OTLP receiver for traces, used unchanged; it replaces OTEL_EXPORTER_OTLP_ENDPOINT.',
  }),
  OTEL_EXPORTER_OTLP_PROTOCOL: variable(protocol, {
    default: 'http/protobuf',
    unit: 'protocol',
    example: 'http/json',
    sentence: 'Encoding of spans for the exporter otlp: http/protobuf or http/json.',
  }),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: variable(z.union([z.literal(''), protocol], PROTOCOL), {
    default: '',
    unit: 'protocol',
    example: 'http/json',
    sentence: 'Replaces OTEL_EXPORTER_OTLP_PROTOCOL for traces.',
  }),
  OTEL_EXPORTER_OTLP_HEADERS: variable(pairs, {
    default: '',
    unit: 'key=value list',
    example: 'authorization=Bearer%20token',
    sentence: 'Headers of requests to the OTLP receiver, with percent-encoded values.',
    secret: true,
  }),
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: variable(pairs, {
    default: '',
    unit: 'key=value list',
    example: 'authorization=Bearer%20token',
    sentence: 'Headers that are added to OTEL_EXPORTER_OTLP_HEADERS for traces.',
    secret: true,
  }),
  OTEL_EXPORTER_OTLP_COMPRESSION: variable(oneOf(['none', 'gzip']), {
    default: 'none',
    unit: 'encoding',
    example: 'gzip',
    sentence: 'Compression of requests to the OTLP receiver.',
  }),
  OTEL_EXPORTER_OTLP_TIMEOUT: variable(milliseconds(1), {
    default: '10000',
    unit: 'ms',
    example: '5000',
    sentence: 'Time limit for sending a batch to the OTLP receiver, including retries.',
  }),
  OTEL_EXPORTER_ZIPKIN_ENDPOINT: variable(httpUrl, {
    default: '',
    unit: 'URL',
    example: 'http://zipkin:9411/api/v2/spans',
    sentence:
      'URL of a Zipkin receiver. The default of the exporter zipkin is http://localhost:9411/api/v2/spans.',
  }),
  OTEL_EXPORTER_ZIPKIN_TIMEOUT: variable(milliseconds(1), {
    default: '10000',
    unit: 'ms',
    example: '5000',
    sentence: 'Time limit for sending a batch to the Zipkin receiver.',
  }),
  OTEL_PROPAGATORS: variable(propagators, {
    default: 'tracecontext,baggage',
    unit: 'list',
    example: 'tracecontext,baggage,b3multi',
    sentence:
      'Headers that carry the trace to the next hop: tracecontext, baggage, b3, b3multi, or none. All of them are read from requests. Without tracing, valid headers are forwarded unchanged.',
  }),
  OTEL_TRACES_SAMPLER: variable(oneOf(SAMPLERS), {
    default: 'parentbased_always_on',
    unit: 'name',
    example: 'parentbased_traceidratio',
    sentence: `Which traces are recorded: ${SAMPLERS.join(', ')}.`,
  }),
  OTEL_TRACES_SAMPLER_ARG: variable(ratio, {
    default: '1',
    unit: 'share',
    example: '0.01',
    sentence: 'Share of the traces that the samplers named traceidratio record.',
  }),
  OTEL_BSP_SCHEDULE_DELAY: variable(milliseconds(0), {
    default: '5000',
    unit: 'ms',
    example: '1000',
    sentence: 'Maximum time before a batch of spans is sent.',
  }),
  OTEL_BSP_EXPORT_TIMEOUT: variable(milliseconds(1), {
    default: '30000',
    unit: 'ms',
    example: '10000',
    sentence: 'Time limit for one batch, after which the next one is sent.',
  }),
  OTEL_BSP_MAX_QUEUE_SIZE: variable(integerBetween(1, 65_536), {
    default: '2048',
    unit: 'spans',
    example: '4096',
    sentence: 'Maximum number of spans that wait to be sent; further ones are dropped and counted.',
  }),
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: variable(integerBetween(1, 65_536), {
    default: '512',
    unit: 'spans',
    example: '256',
    sentence: 'Maximum number of spans in a batch, and at most OTEL_BSP_MAX_QUEUE_SIZE.',
  }),
  OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: variable(integerBetween(1, 65_536), {
    default: '1024',
    unit: 'characters',
    example: '256',
    sentence: 'Maximum length of an attribute of a span; longer ones are cut.',
  }),
};

export type TracingSettings = z.output<z.ZodObject<typeof tracingVariables>>;

/** Where spans are sent; undefined without tracing. */
export type SpanDestination =
  | { readonly kind: 'zipkin'; readonly url: string }
  | {
      readonly kind: 'otlp';
      readonly url: string;
      readonly encoding: 'protobuf' | 'json';
      readonly headers: Readonly<Record<string, string>>;
    };

/** Where the settings send spans; undefined when they configure no tracing. */
export function spanDestination(settings: TracingSettings): SpanDestination | undefined {
  const {
    OTEL_SDK_DISABLED: isDisabled,
    OTEL_EXPORTER_OTLP_ENDPOINT: base,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: whole,
    OTEL_EXPORTER_ZIPKIN_ENDPOINT: zipkin,
  } = settings;
  const exporter = settings.OTEL_TRACES_EXPORTER || exporterFor(base || whole, zipkin);
  if (isDisabled || exporter === 'none') return undefined;
  if (exporter === 'zipkin') return { kind: 'zipkin', url: zipkin || 'http://localhost:9411/api/v2/spans' };
  const wireProtocol = settings.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL || settings.OTEL_EXPORTER_OTLP_PROTOCOL;
  return {
    kind: 'otlp',
    url: whole || `${(base || 'http://localhost:4318').replace(/\/$/, '')}/v1/traces`,
    encoding: wireProtocol === 'http/json' ? 'json' : 'protobuf',
    headers: { ...settings.OTEL_EXPORTER_OTLP_HEADERS, ...settings.OTEL_EXPORTER_OTLP_TRACES_HEADERS },
  };
}

function exporterFor(otlpEndpoint: string, zipkinEndpoint: string): 'otlp' | 'zipkin' | 'none' {
  if (otlpEndpoint !== '') return 'otlp';
  return zipkinEndpoint === '' ? 'none' : 'zipkin';
}
