import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { readSettings } from '../settings/read-settings.js';
import { OpenTelemetryTracer } from './opentelemetry.tracer.js';
import { tracingVariables } from './tracing.settings.js';

// Nothing listens there, and no test ends a span that is recorded.
const destination = { kind: 'zipkin', url: 'http://127.0.0.1:9/' } as const;
const SPAN_ID = 'b7ad6b7169203331';
const traceId = (index: number) => (index + 1).toString(16).padStart(32, '0');

function tracerWith(environment: Readonly<Record<string, string>>): Promise<OpenTelemetryTracer> {
  return OpenTelemetryTracer.create({
    service: 'service',
    version: '1.2.3',
    host: '',
    destination,
    settings: readSettings(z.object(tracingVariables), environment),
    registry: new Registry(),
    logger: pino({ level: 'silent' }),
  });
}

/** How many of a hundred requests are recorded. */
async function recorded(sampler: string, share: string, flags: string | undefined): Promise<number> {
  const tracer = await tracerWith({ OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: share });
  const spans = Array.from({ length: 100 }, (_, index) => {
    const headers = flags === undefined ? {} : { traceparent: `00-${traceId(index)}-${SPAN_ID}-${flags}` };
    return tracer.serverSpan(headers, 'GET /');
  });
  return spans.filter(({ isSampled }) => isSampled).length;
}

describe('the sampler', () => {
  it.each([
    ['always_on', '', '00', 100],
    ['always_off', '', '01', 0],
    ['traceidratio', '0', undefined, 0],
    ['traceidratio', '1', '00', 100],
    ['parentbased_always_on', '', undefined, 100],
    ['parentbased_always_on', '', '00', 0],
    ['parentbased_always_off', '', undefined, 0],
    ['parentbased_always_off', '', '01', 100],
    ['parentbased_traceidratio', '0', '01', 100],
    ['parentbased_traceidratio', '1', '00', 0],
  ])(
    '%s with the share %j, for callers with the flags %s, records %d of 100',
    async (sampler, share, flags, expected) => {
      expect(await recorded(sampler, share, flags)).toBe(expected);
    },
  );

  it('records a share of the traces', async () => {
    const some = await recorded('traceidratio', '0.5', undefined);
    // By chance, all or none would happen once in 2^99 runs.
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(100);
  });
});

describe('a span', () => {
  it('passes its decision on to its children', async () => {
    const tracer = await tracerWith({});
    for (const [parent, isSampled] of [
      [tracer.unrecordedSpan(), false],
      [tracer.serverSpan({}, 'GET /'), true],
    ] as const) {
      const child = parent.child('step').child('inner');
      expect(child).toMatchObject({ traceId: parent.traceId, isSampled });
      expect(child.hopHeaders()).toEqual({
        traceparent: `00-${parent.traceId}-${child.spanId}-0${isSampled ? 1 : 0}`,
      });
    }
  });

  it.each([
    [
      'Trace Context before B3',
      { traceparent: `00-${traceId(0)}-${SPAN_ID}-01`, b3: `${traceId(1)}-${SPAN_ID}-1` },
      0,
    ],
    [
      'B3 in one header before B3 in several',
      { b3: `${traceId(1)}-${SPAN_ID}-1`, 'x-b3-traceid': traceId(2), 'x-b3-spanid': SPAN_ID },
      1,
    ],
    [
      'valid B3 before invalid Trace Context',
      { traceparent: 'invalid', b3: `${traceId(1)}-${SPAN_ID}-1` },
      1,
    ],
  ])('continues %s', async (_name, headers, index) => {
    expect((await tracerWith({})).serverSpan(headers, 'GET /').traceId).toBe(traceId(index));
  });
});
