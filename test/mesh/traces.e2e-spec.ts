import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AGENT, METRICS_API, Mesh } from './support/mesh.js';
import { describeWith, isLong, Part } from './support/parts.js';
import { allTraces, type SpanStore, startReceiver, startZipkin, type StoredSpan } from './support/zipkin.js';

const SPANS = 12;
// Zipkin takes a while on a machine that is busy.
const STARTS_WITHIN_MS = 180_000;
const AGENT_AT = `${AGENT}.default.svc.cluster.local:8888/*`;
const METRICS_API_AT = `${METRICS_API}.default.svc.cluster.local:3000/*`;

const envoy = Part.install('envoy');
const zipkin = isLong ? Part.install('zipkin') : undefined;
if (zipkin === undefined)
  process.stderr.write(
    'A small server receives the spans in place of Zipkin, which `npm run test:mesh` uses.\n',
  );

describeWith(envoy, ...(zipkin === undefined ? [] : [zipkin]))('a request through the gateway', () => {
  let store: SpanStore;
  let mesh: Mesh;
  let traces: StoredSpan[][];

  beforeAll(async () => {
    store = await (zipkin === undefined ? startReceiver() : startZipkin(zipkin.path));
    mesh = await Mesh.start(envoy.path, store.port);
    const response = await fetch(`${mesh.url}/${AGENT}.png?app=test-app`);
    expect(response.status).toBe(200);
    traces = await allTraces(store, SPANS);
  }, STARTS_WITHIN_MS);

  afterAll(async () => {
    await mesh?.stop();
    await store?.stop();
  });

  it('is one trace through the proxies and both services', () => {
    expect(traces.map((spans) => tree(spans))).toEqual([
      {
        [`ingressgateway.default: ${AGENT_AT} (client)`]: {
          [`${AGENT}.default: ${AGENT_AT} (server)`]: {
            [`${AGENT}: get /${AGENT}.:extension (server)`]: {
              [`${AGENT}: read metrics (internal)`]: {
                [`${AGENT}: get (client)`]: {
                  [`${AGENT}.default: ${METRICS_API_AT} (client)`]: {
                    [`${METRICS_API}.default: ${METRICS_API_AT} (server)`]: {
                      [`${METRICS_API}: get /metrics/:appname (server)`]: {
                        [`${METRICS_API}: model answer (internal)`]: {},
                      },
                    },
                  },
                },
              },
              [`${AGENT}: render queue (internal)`]: {},
              [`${AGENT}: render draw (internal)`]: {},
              [`${AGENT}: render encode (internal)`]: {},
            },
          },
        },
      },
    ]);
  });
});

/** Spans by their parents, beginning with those that have none. */
function tree(spans: readonly StoredSpan[], parentId?: string): unknown {
  const children = spans.filter((span) => span.parentId === parentId);
  return Object.fromEntries(
    children.map((span) => [`${span.service}: ${span.name} (${span.kind})`, tree(spans, span.id)]),
  );
}
