import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { agentOf } from '../../support/agent-of.js';
import { RunningService } from '../../support/running-service.js';
import { httpUpstream, RECORD, unusedPort } from '../../support/stub-upstream.js';

const scripts = fileURLToPath(new URL('../../../tools/image/helm-test/', import.meta.url));

/** Runs a script of the helm tests as its pod does, with a timeout of 1 s, since the services are already running. */
function run(script: string, ...args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const [timeoutSeconds, file] = ['1', `${scripts}${script}`];
    execFile(process.execPath, [file, timeoutSeconds, ...args], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
    });
  });
}

describe('the helm test of the metrics API', () => {
  it('passes against the service at each of its addresses', async () => {
    const service = await RunningService.start('k8s-app-monitor-test', { HOSTNAME: 'pod-1' });
    const addresses = [`http://127.0.0.1:${service.port}`, `http://localhost:${service.port}`];

    const { code, output } = await run('metrics-api.mjs', ...addresses);

    expect(output.match(/^ok {6}/gm)).toHaveLength(6);
    expect(code).toBe(0);
  });

  it.each([
    ['nothing listens', undefined, 'ECONNREFUSED'],
    ['it fails', { status: 500, body: '{}' }, 'to answer 200 but received 500'],
    ['it is another service', { status: 200, body: '{}' }, 'FAILED'],
    [
      'its numbers contradict each other',
      {
        status: 200,
        body: JSON.stringify({ ...RECORD, performance_index: { failAmount: 2, accessAmount: 1 } }),
      },
      'Expected no more failures than accesses but received 2 of 1',
    ],
    [
      'it does not say which pod answers',
      { status: 200, body: JSON.stringify({ ...RECORD, host: '' }) },
      'Expected a host that says which pod answered but received ""',
    ],
  ])('fails when %s', async (_name, answer, words) => {
    const upstream =
      answer &&
      (await httpUpstream((_request, response) => {
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
      }));
    const port = upstream?.port ?? (await unusedPort());

    const { code, output } = await run('metrics-api.mjs', `http://127.0.0.1:${port}`);
    await upstream?.close();

    expect(output).toContain(words);
    expect(code).toBe(1);
  });
});

describe('the helm test of the agent', () => {
  it('passes for an image of fresh metrics and a page at each path', async () => {
    const metricsApi = await RunningService.start('k8s-app-monitor-test');
    const agent = await agentOf(metricsApi);

    const { code, output } = await run('agent.mjs', agent.url, '/', '/k8s-app-monitor-agent');

    expect(output.match(/^ok {6}/gm)).toHaveLength(5);
    expect(code).toBe(0);
  });

  it('fails when the agent cannot read the metrics', async () => {
    const agent = await RunningService.start('k8s-app-monitor-agent', {
      SERVICE_NAME: '127.0.0.1',
      APP_PORT: String(await unusedPort()),
    });

    const { code, output } = await run('agent.mjs', agent.url, '/');

    expect(output).toContain('to answer 200 but received 502');
    expect(code).toBe(1);
  });

  it('fails when a path leads elsewhere', async () => {
    const metricsApi = await RunningService.start('k8s-app-monitor-test');
    const agent = await agentOf(metricsApi);

    const { code, output } = await run('agent.mjs', agent.url, '/', '/elsewhere');

    expect(output).toMatch(
      /^FAILED .*\/elsewhere renders the metrics: Expected .* to answer 200 but received 404/m,
    );
    expect(code).toBe(1);
  });
});
