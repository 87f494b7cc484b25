import { beforeAll, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../../support/eventually.js';
import { ownNamespace } from '../support/namespaces.js';
import { prove } from '../support/proof.js';
import { deploy } from '../support/releases.js';
import { describeWith } from '../support/suites.js';
import { atGateway, meshed, PATH } from './meshed.js';

const RATE_PER_SECOND = 5;
const LOAD_SECONDS = 35;
// The graph has slots of ten seconds.
const WINDOW_SECONDS = 20;
// A range is two requests to the metrics API: the points and the incidents.
const READS_PER_RANGE = 2;
const TOLERANCE = 0.1;
// Up to 200 s, a range has a step of one second, so that each is another question.
const FIRST_RANGE_SECONDS = 20;

interface NodeGraph {
  readonly edges: readonly {
    readonly source: string;
    readonly target: string;
    readonly detail__requests_per_second: number;
    readonly detail__mtls: string;
  }[];
}

describeWith('istio')('the service graph through the gateway', () => {
  let host: string;
  let namespace: string;

  beforeAll(async () => {
    // Istio's init container configures the pod's network as root, which Pod Security `restricted` forbids.
    namespace = await ownNamespace('graph', 'privileged');
    host = `${namespace}.example.com`;
    await deploy({ name: 'k8s-app-monitor', namespace }, { istio: meshed(host) });
    await eventually(
      'the gateway served the agent',
      async () => (await atGateway(host, PATH)).status === 200,
    );
  }, 300_000);

  it('shows gateway, agent and metrics API, with the rates of the load', async () => {
    const graph = await graphUnderLoad();

    const agent = 'k8s-app-monitor-agent';
    const expected = {
      [`istio-ingressgateway.istio-system → ${agent}`]: RATE_PER_SECOND,
      [`${agent} → k8s-app-monitor-test.${namespace}`]: RATE_PER_SECOND * READS_PER_RANGE,
    };
    const received = Object.fromEntries(
      graph.edges.map((edge) => [`${edge.source} → ${edge.target}`, edge.detail__requests_per_second]),
    );
    expect(Object.keys(received).sort()).toEqual(Object.keys(expected).sort());
    for (const [edge, rate] of Object.entries(expected)) {
      prove(`${edge}: ${received[edge]!.toFixed(2)} requests per second in the graph, ${rate} sent`);
      expect(received[edge]! / rate).toBeGreaterThan(1 - TOLERANCE);
      expect(received[edge]! / rate).toBeLessThan(1 + TOLERANCE);
    }
    expect(graph.edges.find(({ target }) => target === agent)!.detail__mtls).toBe('100 %');
  }, 120_000);

  it('is a page at the address of the original', async () => {
    const page = await atGateway(host, `${PATH}/dotviz`, { accept: 'text/html' });
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
    expect((await atGateway(host, `${PATH}/graph.svg`)).status).toBe(200);
  }, 60_000);

  /** Sends requests at a steady rate, and reads the graph before they end. */
  async function graphUnderLoad(): Promise<NodeGraph> {
    const startedMs = performance.now();
    const responses: Promise<number>[] = [];
    for (let sent = 0; sent < RATE_PER_SECOND * LOAD_SECONDS; sent += 1) {
      await delay(startedMs + (sent * 1000) / RATE_PER_SECOND - performance.now());
      // Each range is another question, since equal ones share a read.
      const path = `${PATH}.svg?app=test-app&range=${FIRST_RANGE_SECONDS + sent}s`;
      responses.push(atGateway(host, path).then(({ status }) => status));
    }
    const path = `${PATH}/graph/nodegraph?source=observed&time_horizon=${WINDOW_SECONDS}s`;
    const graph = await atGateway(host, path, { accept: 'application/json' });
    expect(new Set(await Promise.all(responses))).toEqual(new Set([200]));
    return JSON.parse(graph.body.toString()) as NodeGraph;
  }
});
