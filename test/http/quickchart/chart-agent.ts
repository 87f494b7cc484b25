import { RunningService } from '../../support/running-service.js';

/** The agent's counts of pictures. */
export interface PictureCounts {
  readonly hits: number;
  readonly misses: number;
  readonly coalesced: number;
}

/** Starts an agent for charts only: it reads no metrics. */
export function chartAgent(env: Readonly<Record<string, string>> = {}): Promise<RunningService> {
  return RunningService.start('k8s-app-monitor-agent', { SERVICE_NAME: '127.0.0.1', ...env });
}

export async function pictureCounts(agent: RunningService): Promise<PictureCounts> {
  const metrics = await (await fetch(agent.metricsUrl)).text();
  const valueOf = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(metrics)?.[1]);
  return {
    hits: valueOf('picture_cache_hits_total'),
    misses: valueOf('picture_cache_misses_total'),
    coalesced: valueOf('pictures_coalesced_total'),
  };
}

/** A chart of Chart.js 4: one bar of one colour. */
export const barChart = (color = '#0000ff') => ({
  type: 'bar',
  data: { labels: ['a'], datasets: [{ label: 'Bars', data: [3], backgroundColor: color }] },
});

/** The address of a chart, every value escaped as `encodeURIComponent` does. */
export function chartAddress(agent: RunningService, parameters: Readonly<Record<string, unknown>>): string {
  const query = Object.entries(parameters).map(
    ([name, value]) =>
      `${name}=${encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value))}`,
  );
  return `${agent.url}/chart?${query.join('&')}`;
}

export function post(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}
