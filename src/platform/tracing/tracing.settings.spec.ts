import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ConfigurationError, readSettings } from '../settings/read-settings.js';
import { spanDestination, tracingVariables } from './tracing.settings.js';

const read = (environment: Readonly<Record<string, string>>) =>
  readSettings(z.object(tracingVariables), environment);
const destination = (environment: Readonly<Record<string, string>>) => spanDestination(read(environment));

const LOCAL_OTLP = {
  kind: 'otlp',
  url: 'http://localhost:4318/v1/traces',
  encoding: 'protobuf',
  headers: {},
};
const LOCAL_ZIPKIN = { kind: 'zipkin', url: 'http://localhost:9411/api/v2/spans' };

describe('the destination of spans', () => {
  it.each<[environment: Record<string, string>, expected: object | undefined]>([
    [{}, undefined],
    [{ OTEL_TRACES_EXPORTER: 'otlp' }, LOCAL_OTLP],
    [{ OTEL_TRACES_EXPORTER: 'zipkin' }, LOCAL_ZIPKIN],
    [{ OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, undefined],
    [{ OTEL_SDK_DISABLED: 'true', OTEL_TRACES_EXPORTER: 'otlp' }, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318/' }, { ...LOCAL_OTLP, url: 'http://c:4318/v1/traces' }],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://t/x' },
      { ...LOCAL_OTLP, url: 'https://t/x' },
    ],
    [{ OTEL_EXPORTER_ZIPKIN_ENDPOINT: 'http://z/spans' }, { kind: 'zipkin', url: 'http://z/spans' }],
    [
      {
        OTEL_EXPORTER_ZIPKIN_ENDPOINT: 'http://z/spans',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318',
      },
      LOCAL_OTLP,
    ],
    [
      { OTEL_TRACES_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
      { ...LOCAL_OTLP, encoding: 'json' },
    ],
    [
      {
        OTEL_TRACES_EXPORTER: 'otlp',
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf',
      },
      LOCAL_OTLP,
    ],
    [
      {
        OTEL_TRACES_EXPORTER: 'otlp',
        OTEL_EXPORTER_OTLP_HEADERS: 'a=1,b=x%20y',
        OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'a=2',
      },
      { ...LOCAL_OTLP, headers: { a: '2', b: 'x y' } },
    ],
  ])('of %j', (environment, expected) => {
    expect(destination(environment)).toEqual(expected);
  });
});

describe('the settings of tracing', () => {
  it('take an empty variable as not set', () => {
    const empty = Object.fromEntries(Object.keys(tracingVariables).map((name) => [name, '']));
    expect(read(empty)).toEqual(read({}));
  });

  it.each([
    ['OTEL_TRACES_EXPORTER', 'jaeger', 'one of otlp, zipkin, none but received "jaeger"'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', 'http/protobuf, http/json; gRPC is not supported'],
    ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'grpc', 'http/protobuf, http/json; gRPC is not supported'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', 'an http or https URL but received "collector:4318"'],
    ['OTEL_EXPORTER_ZIPKIN_ENDPOINT', 'zipkin', 'an http or https URL but received "zipkin"'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'Bearer token', 'percent-encoded values but received another value'],
    ['OTEL_RESOURCE_ATTRIBUTES', 'a=%zz', 'percent-encoded values but received "a=%zz"'],
    [
      'OTEL_PROPAGATORS',
      'tracecontext,jaeger',
      'a comma-separated list of tracecontext, baggage, b3, b3multi, none',
    ],
    ['OTEL_PROPAGATORS', 'none,b3', 'a comma-separated list of tracecontext, baggage, b3, b3multi, none'],
    ['OTEL_TRACES_SAMPLER', 'xray', 'one of always_on, always_off, traceidratio'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5', 'a number from 0 to 1 but received "1.5"'],
    ['OTEL_TRACES_SAMPLER_ARG', 'all', 'a number from 0 to 1 but received "all"'],
    ['OTEL_SDK_DISABLED', 'perhaps', 'true or false but received "perhaps"'],
    ['OTEL_BSP_MAX_QUEUE_SIZE', '0', 'an integer between 1 and 65536 but received "0"'],
  ])('do not accept %s=%s', (name, value, sentence) => {
    expect(() => read({ [name]: value })).toThrow(ConfigurationError);
    expect(() => read({ [name]: value })).toThrow(`Expected ${name} to be `);
    expect(() => read({ [name]: value })).toThrow(sentence);
  });
});
