import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { agentOf } from '../../support/agent-of.js';
import { RunningService } from '../../support/running-service.js';

const ADDRESSES = ['/', '/k8s-app-monitor-agent', '/k8s-app-monitor-test'];
const PAGE_OF_CHROMIUM =
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

const FORMATS = ['png', 'svg', 'html', 'webp', 'avif', 'jpeg', 'pdf'];
const MEDIA_TYPES = [
  'image/png',
  'image/svg+xml',
  'text/html',
  'image/webp',
  'image/avif',
  'image/jpeg',
  'application/pdf',
];

const NEGOTIATION: readonly [string, string | undefined, string][] = [
  ['', undefined, 'image/png'],
  ['', '*/*', 'image/png'],
  ['', 'image/*', 'image/png'],
  ['', 'image/svg+xml', 'image/svg+xml'],
  ['', 'text/html', 'text/html; charset=utf-8'],
  ['', PAGE_OF_CHROMIUM, 'text/html; charset=utf-8'],
  ['', 'text/html,image/png', 'image/png'],
  ['', 'image/webp', 'image/webp'],
  ['', 'application/pdf', 'application/pdf'],
  ['?format=svg', 'text/html', 'image/svg+xml'],
  ['?format=png', 'text/html', 'image/png'],
  ['?format=html', 'image/png', 'text/html; charset=utf-8'],
];

describe('the three addresses', () => {
  let metricsApi: RunningService;
  let agent: RunningService;

  beforeAll(async () => {
    metricsApi = await RunningService.start('k8s-app-monitor-test');
    agent = await agentOf(metricsApi);
  });

  afterAll(() => Promise.all([agent.stop(), metricsApi.stop()]));

  describe.each(ADDRESSES)('%s', (address) => {
    it.each(NEGOTIATION)('%s with Accept: %s is %s', async (query, accept, type) => {
      const response = await get(agent.url + address + query, accept);

      expect(response).toMatchObject({ status: 200, type });
      expect(response.vary).toMatch(/^Accept\b/);
    });
  });

  it.each([
    ['/k8s-app-monitor-test.png', 'image/png'],
    ['/k8s-app-monitor-agent.svg', 'image/svg+xml'],
    ['/k8s-app-monitor-test.html', 'text/html; charset=utf-8'],
    ['/k8s-app-monitor-test.png?format=svg', 'image/png'],
    ['/k8s-app-monitor-test.jpeg', 'image/jpeg'],
    ['/k8s-app-monitor-test.jpg', 'image/jpeg'],
    ['/k8s-app-monitor-agent.JPG', 'image/jpeg'],
    ['/?format=jpg', 'image/jpeg'],
    ['/k8s-app-monitor-agent.pdf', 'application/pdf'],
  ])('%s is %s whatever Accept says', async (path, type) => {
    expect(await get(agent.url + path, 'application/zip')).toMatchObject({ status: 200, type });
  });

  it.each([
    ['/', 'application/zip', MEDIA_TYPES],
    ['/?format=gif', '*/*', FORMATS],
    ['/k8s-app-monitor-test.gif', '*/*', FORMATS],
  ])('refuses %s with Accept: %s and lists the available formats', async (path, accept, offered) => {
    const response = await get(agent.url + path, accept);

    expect(response).toMatchObject({ status: 406, type: 'application/problem+json; charset=utf-8' });
    expect(JSON.parse(response.body)).toMatchObject({ code: 'NOT_ACCEPTABLE', status: 406, offered });
  });

  it('refuses a repeated format, naming the field', async () => {
    const response = await get(`${agent.url}/?format=png&format=svg`, '*/*');

    expect(response.status).toBe(400);
    expect(JSON.parse(response.body)).toMatchObject({
      detail: `Expected format to be one of ${FORMATS.join(', ')} but received png and svg`,
      problems: [{ field: 'format' }],
    });
  });

  it('draws other metrics after the second is over', async () => {
    const first = await get(`${agent.url}/?format=svg`, '*/*');
    const deadline = Date.now() + 30_000;
    let later = first;
    while (later.body === first.body && Date.now() < deadline)
      later = await get(`${agent.url}/?format=svg`, '*/*');

    expect(later.body).not.toBe(first.body);
  });
});

/** A request with exactly this Accept header, or none: fetch would add its own. */
function get(url: string, accept: string | undefined) {
  return new Promise<{ status: number; type: string; vary: string; body: string }>((resolve, reject) => {
    const sent = request(url, { headers: accept === undefined ? {} : { accept } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          vary: response.headers.vary ?? '',
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject).end();
  });
}
