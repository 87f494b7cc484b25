import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/ports.js';
import { RunningService } from '../support/running-service.js';
import { METRICS_API } from './support/mesh.js';
import { describeWith, isLong, Part } from './support/parts.js';
import { Program } from './support/program.js';

// More than the wait for the spans, whose message says what is missing.
const FAILS_WITHIN_MS = 90_000;

if (!isLong) process.stderr.write('Only `npm run test:mesh` builds the OpenTelemetry collector.\n');
const collector = isLong ? Part.install('collector') : undefined;
const describeWithCollector = collector === undefined ? describe.skip : describeWith(collector);

describeWithCollector('the OpenTelemetry collector', () => {
  let url: string;
  let program: Program;

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const args = [`--config=yaml:${configuration(port)}`];
    program = await Program.start(collector!.path, args, `${url}/v1/traces`);
  });

  afterAll(() => program?.stop());

  it.each(['http/protobuf', 'http/json'])(
    'accepts spans as %s',
    async (protocol) => {
      const version = protocol.replace('/', '-');
      const service = await RunningService.start(METRICS_API, {
        OTEL_EXPORTER_OTLP_ENDPOINT: url,
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        OTEL_SERVICE_NAME: version,
        OTEL_BSP_SCHEDULE_DELAY: '50',
      });
      const traceId = (protocol === 'http/json' ? 'a' : 'b').repeat(32);
      const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };
      await fetch(`${service.url}/metrics/test-app`, { headers });

      await eventually(`the collector prints trace ${traceId}`, () => spansOf(traceId).length === 2);
      const [answer, request] = spansOf(traceId);
      expect(answer).toMatchObject({ Name: 'model answer', Kind: 'Internal', 'Parent ID': request!['ID'] });
      expect(request).toMatchObject({
        Name: 'GET /metrics/:appname',
        Kind: 'Server',
        'Parent ID': 'b7ad6b7169203331',
      });
      expect(program.log).toContain(`service.name: Str(${version})`);
      await service.stop();
    },
    FAILS_WITHIN_MS,
  );

  /** The spans of a trace as the collector prints them: lines of a name, a colon and a value. */
  function spansOf(traceId: string): Record<string, string>[] {
    return program.log
      .split(/^Span #\d+$/m)
      .slice(1)
      .map((text) =>
        Object.fromEntries(
          [...text.matchAll(/^ {4}(\S.*?) *: (.*)$/gm)].map(([, name, value]) => [name!, value!]),
        ),
      )
      .filter((span) => span['Trace ID'] === traceId);
  }
});

function configuration(port: number): string {
  return JSON.stringify({
    receivers: { otlp: { protocols: { http: { endpoint: `127.0.0.1:${port}` } } } },
    exporters: { debug: { verbosity: 'detailed' } },
    service: {
      telemetry: { metrics: { level: 'none' } },
      pipelines: { traces: { receivers: ['otlp'], exporters: ['debug'] } },
    },
  });
}
