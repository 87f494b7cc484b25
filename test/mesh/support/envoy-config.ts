// Bootstrap configurations of Envoy, with clusters and statistics named as those of Istio's proxies are.

/** A port of a service in the mesh; all parts listen on 127.0.0.1. */
export interface Target {
  /** Cluster in Envoy's sense, such as `inbound|8888||`. */
  readonly cluster: string;
  readonly port: number;
}

/** A listener, which sends all requests to one cluster. */
interface Listener {
  readonly direction: 'INBOUND' | 'OUTBOUND';
  readonly port: number;
  /** Name of the spans. */
  readonly operation: string;
  readonly target: Target;
}

interface Proxy {
  /** Name in spans, such as `k8s-app-monitor-agent.default`. */
  readonly name: string;
  readonly adminPort: number;
  /** Port of a server that receives spans as Zipkin v2. */
  readonly zipkinPort: number;
}

const ADDRESS = '127.0.0.1';
const NAMESPACE = 'default';

export const hostOf = (service: string) => `${service}.${NAMESPACE}.svc.cluster.local`;
export const outbound = (service: string, port: number) => `outbound|${port}||${hostOf(service)}`;
export const inbound = (port: number) => `inbound|${port}||`;

const operationOf = (service: string, port: number) => `${hostOf(service)}:${port}/*`;

/** The gateway sends every request to one service. */
export function gateway(
  ports: Omit<Proxy, 'name'> & { port: number; service: string; servicePort: number; toPort: number },
): object {
  const { service, servicePort } = ports;
  return bootstrap({ ...ports, name: `ingressgateway.${NAMESPACE}` }, [
    {
      direction: 'OUTBOUND',
      port: ports.port,
      operation: operationOf(service, servicePort),
      target: { cluster: outbound(service, servicePort), port: ports.toPort },
    },
  ]);
}

/** The sidecar of a service: its inbound listener, and one outbound listener for each service that it calls. */
export function sidecar(
  ports: Omit<Proxy, 'name'> & { service: string; servicePort: number; inboundPort: number; appPort: number },
  calls: readonly { service: string; servicePort: number; outboundPort: number; toPort: number }[] = [],
): object {
  const { service, servicePort } = ports;
  return bootstrap({ ...ports, name: `${service}.${NAMESPACE}` }, [
    {
      direction: 'INBOUND',
      port: ports.inboundPort,
      operation: operationOf(service, servicePort),
      target: { cluster: inbound(servicePort), port: ports.appPort },
    },
    ...calls.map((call): Listener => ({
      direction: 'OUTBOUND',
      port: call.outboundPort,
      operation: operationOf(call.service, call.servicePort),
      target: { cluster: outbound(call.service, call.servicePort), port: call.toPort },
    })),
  ]);
}

function bootstrap({ name, adminPort, zipkinPort }: Proxy, listeners: readonly Listener[]): object {
  return {
    node: { id: name, cluster: name },
    admin: { address: address(adminPort) },
    // Spans are sent soon.
    layered_runtime: {
      layers: [{ name: 'tests', static_layer: { 'tracing.zipkin.flush_interval_ms': 200 } }],
    },
    stats_config: {
      use_all_default_tags: false,
      stats_tags: [
        { tag_name: 'cluster_name', regex: '^cluster\\.((.+?(\\..+?\\.svc\\.cluster\\.local)?)\\.)' },
        { tag_name: 'response_code', regex: '_rq(_(\\d{3}))$' },
        { tag_name: 'response_code_class', regex: '_rq(_(\\dxx))$' },
      ],
    },
    static_resources: {
      listeners: listeners.map(listener),
      clusters: [
        ...listeners.map(({ target }) => cluster(target)),
        cluster({ cluster: 'zipkin', port: zipkinPort }),
      ],
    },
  };
}

function listener({ direction, port, operation, target }: Listener): object {
  const route = { match: { prefix: '/' }, route: { cluster: target.cluster }, decorator: { operation } };
  return {
    name: `${direction.toLowerCase()}_${port}`,
    traffic_direction: direction,
    address: address(port),
    filter_chains: [
      {
        filters: [
          {
            name: 'envoy.filters.network.http_connection_manager',
            typed_config: {
              '@type':
                'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
              stat_prefix: `${direction.toLowerCase()}_${port}`,
              generate_request_id: true,
              tracing: { random_sampling: { value: 100 }, provider: zipkinTracer },
              route_config: { virtual_hosts: [{ name: 'all', domains: ['*'], routes: [route] }] },
              http_filters: [
                {
                  name: 'envoy.filters.http.router',
                  typed_config: {
                    '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router',
                  },
                },
              ],
            },
          },
        ],
      },
    ],
  };
}

const zipkinTracer = {
  name: 'envoy.tracers.zipkin',
  typed_config: {
    '@type': 'type.googleapis.com/envoy.config.trace.v3.ZipkinConfig',
    collector_cluster: 'zipkin',
    collector_endpoint: '/api/v2/spans',
    collector_endpoint_version: 'HTTP_JSON',
    trace_id_128bit: true,
    shared_span_context: false,
  },
};

function cluster({ cluster: name, port }: Target): object {
  return {
    name,
    type: 'STATIC',
    load_assignment: {
      cluster_name: name,
      endpoints: [{ lb_endpoints: [{ endpoint: { address: address(port) } }] }],
    },
  };
}

function address(port: number): object {
  return { socket_address: { address: ADDRESS, port_value: port } };
}
