import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type IncomingHttpHeaders, request as send } from 'node:http';
import { eventually } from '../../support/eventually.js';
import { getAsIs } from '../../support/get-as-is.js';
import { agentOf } from '../../support/agent-of.js';
import { RunningService } from '../../support/running-service.js';
import { type StubUpstream, httpUpstream } from '../../support/stub-upstream.js';
import { TraceReceiver } from '../../support/trace-receiver.js';

// What the metrics API accepts, request line and headers together.
const ACCEPTED_BYTES = 16 * 1024;

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-[!-~]*)?$/;
const TOKEN = "[\\w!#$%&'*+.^`|~-]+";
const VALUE = '[!#-+\\--:<-\\[\\]-~]*';
const PROPERTY = `\\s*;\\s*${TOKEN}(\\s*=\\s*${VALUE})?`;
const MEMBER = `\\s*${TOKEN}\\s*=\\s*${VALUE}(${PROPERTY})*\\s*`;

/** The grammars of the specifications, for the headers that may be forwarded. */
const GRAMMARS: Readonly<Record<string, RegExp>> = {
  traceparent: TRACEPARENT,
  tracestate: /^(?=.*=)([a-z0-9][\w\-*/@]*=[ -+\--<>-~]+)?(\s*,(\s*[a-z0-9][\w\-*/@]*=[ -+\--<>-~]+)?)*$/,
  baggage: new RegExp(`^${MEMBER}(,${MEMBER})*$`),
  b3: /^([01d]|([0-9a-f]{16}){1,2}-[0-9a-f]{16}(-[01d](-[0-9a-f]{16})?)?)$/,
  'x-b3-traceid': /^([0-9a-f]{16}){1,2}$/,
  'x-b3-spanid': /^[0-9a-f]{16}$/,
  'x-b3-parentspanid': /^[0-9a-f]{16}$/,
  'x-b3-sampled': /^(0|1|true|false)$/,
  'x-b3-flags': /^[01]$/,
  'x-request-id': /^[!-~]{1,128}$/,
};
const OWN = new Set(['accept', 'accept-encoding', 'user-agent', 'host', 'connection']);

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const garbage = fc.string({ unit: 'grapheme-ascii', maxLength: 30 });
const longText = (unit: string) =>
  fc.nat({ max: 17_000 }).map((length) => unit.repeat(Math.ceil(length / unit.length)));
const hostileKey = fc.constantFrom('a', 'tenant', 'a%28b', '%', '%zz', '__proto__', '"', 'a b', 'é');
const hostileValue = fc.oneof(
  fc.constantFrom('', '1', '%', '%zz', '"x"', 'a\\b', ';;', ';p', ';p="1"', ';p q', 'a=b;c = d', '%22', 'é'),
  fc.constantFrom('x', '/', '%2F', '%', 'é', ' ', '=').chain(longText),
);
const baggage = fc
  .array(fc.tuple(hostileKey, hostileValue), { minLength: 1, maxLength: 3 })
  .map((members) => members.map(([key, value]) => `${key}=${value}`).join(','));
const traceparent = fc
  .tuple(
    fc.constantFrom('00', '00', '00', 'cc', 'ff', '0'),
    hex(32),
    hex(16),
    hex(2),
    fc.constantFrom('', '', '-x', '-'),
  )
  .map(([version, trace, span, flags, more]) => `${version}-${trace}-${span}-${flags}${more}`);
const b3 = fc
  .tuple(hex(32), hex(16), fc.constantFrom('', '-1', '-d', '-9'))
  .map(([trace, span, decision]) => `${trace}-${span}${decision}`);
const tracestate = fc.oneof(
  fc.constantFrom('vendor=1', 'a=b,c=d', 'UPPER=1', 'a=b,,c=d', 'a= ', 'no value'),
  longText('a=b,'),
  longText('v=1 '),
);

/** Headers of a caller who wants the hop to fail. */
const hostileHeaders = fc.record(
  {
    traceparent: fc.oneof(traceparent, garbage),
    tracestate: fc.oneof(tracestate, garbage),
    baggage: fc.oneof(baggage, baggage, longText('k=v,'), garbage),
    b3: fc.oneof(b3, fc.constantFrom('0', '1', 'd'), garbage),
    'x-b3-traceid': fc.oneof(hex(32), hex(16), longText('a')),
    'x-b3-spanid': fc.oneof(hex(16), garbage),
    'x-b3-parentspanid': fc.oneof(hex(16), longText('0')),
    'x-b3-sampled': fc.oneof(fc.constantFrom('1', '0', 'true'), longText('1')),
    'x-b3-flags': fc.oneof(fc.constantFrom('1', '0'), garbage),
    'x-request-id': fc.oneof(longText('r'), garbage),
  },
  { requiredKeys: [] },
);

let metricsApi: RunningService;
let receiver: TraceReceiver;
let recorder: StubUpstream;
let agent: RunningService;
let received: {
  readonly path: string;
  readonly rawHeaders: string[];
  readonly headers: IncomingHttpHeaders;
}[] = [];
let isHolding = false;
const held: (() => void)[] = [];
let questions = 0;

beforeAll(async () => {
  metricsApi = await RunningService.start('k8s-app-monitor-test');
  receiver = await TraceReceiver.start();
  // The metrics API itself, which everything reaches unchanged.
  recorder = await httpUpstream((incoming, outgoing) => {
    received.push({ path: incoming.url!, rawHeaders: incoming.rawHeaders, headers: incoming.headers });
    const forward = () =>
      send(metricsApi.url + incoming.url!, { headers: incoming.headers }, (answer) => {
        outgoing.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(outgoing);
      }).end();
    if (isHolding) held.push(forward);
    else forward();
  });
});

afterEach(async () => {
  isHolding = false;
  held.splice(0).forEach((forward) => forward());
  await agent.stop();
  received = [];
});

afterAll(() => Promise.all([metricsApi.stop(), receiver.stop(), recorder.close()]));

const startAgent = async (settings: Readonly<Record<string, string>>) => {
  agent = await agentOf(metricsApi, { APP_PORT: String(recorder.port), RENDER_WORKERS: '1', ...settings });
};
const tracing = () => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
});
const VARIANTS: readonly [string, () => Readonly<Record<string, string>>][] = [
  ['without tracing', () => ({})],
  ['with tracing', tracing],
  [
    'with tracing and all propagators',
    () => ({ ...tracing(), OTEL_PROPAGATORS: 'tracecontext,baggage,b3,b3multi' }),
  ],
];

/** A question that no other caller has in this second, so that it is read. */
function newQuestion(): string {
  questions += 1;
  return `/k8s-app-monitor-agent.svg?app=test-app&range=${60 + (questions % 60)}s`;
}

describe.each(VARIANTS)('what the agent forwards (%s)', (_name, settings) => {
  it('is valid and small, and fails no read, whatever headers callers send', async () => {
    await startAgent(settings());
    await fc.assert(
      fc.asyncProperty(hostileHeaders, async (headers) => {
        received = [];
        const path = newQuestion();
        const answers = await Promise.all([
          getAsIs(agent.url, path, headers),
          getAsIs(agent.url, path),
          getAsIs(agent.url, path, headers),
        ]);

        const [hostile, ordinary, another] = answers.map(({ status }) => status);
        // The agent accepts 64 KiB; some of the callers send more.
        const expected = sizeOf(headers) < 60_000 ? [200] : [200, 431];
        expect(ordinary).toBe(200);
        expect(expected).toContain(hostile);
        expect(expected).toContain(another);
        expect(received.length).toBeGreaterThan(0);
        for (const hop of received) expectValid(hop.headers, hop.rawHeaders);
      }),
      { numRuns: 100 },
    );
  });

  it('includes as much baggage as there is room for, and nothing that is too long', async () => {
    await startAgent(settings());
    const forwarded = async (length: number) => {
      received = [];
      await getAsIs(agent.url, newQuestion(), { baggage: `tenant=${'x'.repeat(length)}` });
      return received[0]!.headers['baggage']?.length ?? 0;
    };

    expect(await forwarded(4000)).toBe('tenant='.length + 4000);
    expect(await forwarded(7500)).toBe(0);
    expect(await forwarded(17_000)).toBe(0);
  });

  it('has no baggage where callers share a read, of which there are few', async () => {
    await startAgent(settings());
    isHolding = true;
    const path = newQuestion();
    const callers = Array.from({ length: 40 }, (_, caller) =>
      getAsIs(agent.url, path, { baggage: `caller=${caller}` }),
    );
    const readsOfRange = () => received.filter(({ path: read }) => read.includes('/range?'));
    await eventually('each caller waits for its own read or shares one', async () => {
      const metrics = await (await fetch(agent.metricsUrl)).text();
      const [, sharing] = /^upstream_coalesced_total{.*with="under_way"} (\d+)$/m.exec(metrics) ?? [];
      return Number(sharing) + readsOfRange().length === callers.length;
    });
    const reads = readsOfRange();
    const carried = reads.map(({ headers }) => headers['baggage']).filter((value) => value !== undefined);
    isHolding = false;
    held.splice(0).forEach((forward) => forward());

    expect((await Promise.all(callers)).map(({ status }) => status)).toEqual(callers.map(() => 200));
    expect(new Set(carried).size).toBe(4);
    // One that is shared, or two if a second ended meanwhile.
    expect(reads.length - carried.length).toBeLessThanOrEqual(2);
  });

  it('has no baggage where callers share a graph', async () => {
    await startAgent(settings());
    const { status } = await getAsIs(agent.url, '/graph.json?source=model', { baggage: 'tenant=one' });

    expect(status).toBe(200);
    expect(received.map(({ headers }) => headers['baggage'])).toEqual([undefined]);
  });

  it('is nothing where the headers are too long for the agent: their caller gets 431', async () => {
    await startAgent(settings());
    const { status, body } = await getAsIs(agent.url, newQuestion(), { baggage: 'x'.repeat(66_000) });

    expect(status).toBe(431);
    expect(body).toContain('at most 65536 bytes');
    expect(received).toEqual([]);
  });
});

function sizeOf(headers: Readonly<Record<string, string>>): number {
  return Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);
}

function expectValid(headers: IncomingHttpHeaders, rawHeaders: readonly string[]): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!OWN.has(name))
      expect([name, value]).toEqual([name, expect.stringMatching(GRAMMARS[name] ?? /^\b$/)]);
  }
  const bytes = rawHeaders.reduce((sum, text) => sum + Buffer.byteLength(text) + 2, 0);
  expect(bytes).toBeLessThan(ACCEPTED_BYTES / 2);
}
