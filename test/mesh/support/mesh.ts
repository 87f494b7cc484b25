import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../support/ports.js';
import { RunningService } from '../../support/running-service.js';
import { gateway, sidecar } from './envoy-config.js';
import { Program } from './program.js';

export const AGENT = 'k8s-app-monitor-agent';
export const METRICS_API = 'k8s-app-monitor-test';
export const AGENT_PORT = 8888;
export const METRICS_API_PORT = 3000;

export type ProxyName = 'gateway' | 'agentSidecar' | 'metricsApiSidecar';

/**
 * A gateway, and both services with a sidecar each:
 *
 *   gateway → agent's sidecar → agent → agent's sidecar → metrics API's sidecar → metrics API
 */
export class Mesh {
  private constructor(
    /** Address of the gateway. */
    readonly url: string,
    readonly agent: RunningService,
    readonly metricsApi: RunningService,
    private readonly proxies: readonly Program[],
    private readonly adminPorts: Readonly<Record<ProxyName, number>>,
    private readonly folder: string,
  ) {}

  /**
   * @param envoy - path of the binary
   * @param zipkinPort - port of a server that receives spans as Zipkin v2
   * @param metricsApiSettings - added to the environment of the metrics API
   */
  static async start(
    envoy: string,
    zipkinPort: number,
    metricsApiSettings: Readonly<Record<string, string>> = {},
  ): Promise<Mesh> {
    const [gatewayPort, agentInbound, agentOutbound, metricsApiInbound] = await freePorts(4);
    const [gatewayAdmin, agentAdmin, metricsApiAdmin] = await freePorts(3);
    const tracing = {
      OTEL_TRACES_EXPORTER: 'zipkin',
      OTEL_EXPORTER_ZIPKIN_ENDPOINT: `http://127.0.0.1:${zipkinPort}/api/v2/spans`,
      OTEL_PROPAGATORS: 'b3multi',
      OTEL_BSP_SCHEDULE_DELAY: '200',
    };
    const metricsApi = await RunningService.start(METRICS_API, { ...tracing, ...metricsApiSettings });
    const agent = await RunningService.start(AGENT, {
      ...tracing,
      SERVICE_NAME: '127.0.0.1',
      APP_PORT: String(agentOutbound),
    });
    const configs = {
      gateway: gateway({
        ...{ adminPort: gatewayAdmin!, zipkinPort, port: gatewayPort! },
        ...{ service: AGENT, servicePort: AGENT_PORT, toPort: agentInbound! },
      }),
      agentSidecar: sidecar(
        {
          ...{ adminPort: agentAdmin!, zipkinPort, service: AGENT, servicePort: AGENT_PORT },
          ...{ inboundPort: agentInbound!, appPort: agent.port },
        },
        [
          {
            ...{ service: METRICS_API, servicePort: METRICS_API_PORT },
            ...{ outboundPort: agentOutbound!, toPort: metricsApiInbound! },
          },
        ],
      ),
      metricsApiSidecar: sidecar({
        ...{ adminPort: metricsApiAdmin!, zipkinPort, service: METRICS_API, servicePort: METRICS_API_PORT },
        ...{ inboundPort: metricsApiInbound!, appPort: metricsApi.port },
      }),
    };
    const adminPorts = {
      gateway: gatewayAdmin!,
      agentSidecar: agentAdmin!,
      metricsApiSidecar: metricsApiAdmin!,
    };
    const folder = mkdtempSync(join(tmpdir(), 'mesh-'));
    const start = (name: ProxyName) =>
      startEnvoy(envoy, join(folder, `${name}.json`), configs[name], adminPorts[name]);
    const proxies = [await start('metricsApiSidecar'), await start('agentSidecar'), await start('gateway')];
    return new Mesh(`http://127.0.0.1:${gatewayPort}`, agent, metricsApi, proxies, adminPorts, folder);
  }

  /** Addresses of the proxies' metrics, as Prometheus takes them. */
  targetOf(proxy: ProxyName): string {
    return `127.0.0.1:${this.adminPorts[proxy]}`;
  }

  async stop(): Promise<void> {
    await Promise.all(this.proxies.map((proxy) => proxy.stop()));
    await Promise.all([this.agent.stop(), this.metricsApi.stop()]);
    rmSync(this.folder, { recursive: true });
  }
}

async function startEnvoy(envoy: string, file: string, config: object, adminPort: number): Promise<Program> {
  writeFileSync(file, JSON.stringify(config));
  // Processes that run at the same time must differ in their base id: Envoy takes an unused one.
  const args = ['--config-path', file, '--use-dynamic-base-id', '--concurrency', '1', '--log-level', 'warn'];
  return Program.start(envoy, args, `http://127.0.0.1:${adminPort}/ready`);
}

async function freePorts(count: number): Promise<number[]> {
  const first = await freePort(count);
  return Array.from({ length: count }, (_, index) => first + index);
}
