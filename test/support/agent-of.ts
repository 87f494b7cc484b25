import { RunningService } from './running-service.js';

/** Starts an agent that charts a metrics API, with a long timeout because test machines can be slow. */
export function agentOf(
  metricsApi: RunningService,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningService> {
  return RunningService.start('k8s-app-monitor-agent', {
    SERVICE_NAME: '127.0.0.1',
    APP_PORT: String(metricsApi.port),
    UPSTREAM_TIMEOUT_MS: '30000',
    ...env,
  });
}
