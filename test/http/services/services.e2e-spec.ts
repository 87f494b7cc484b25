import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decoded } from '../../support/decoded.js';
import { RunningService } from '../../support/running-service.js';

const PROBLEM = 'application/problem+json; charset=utf-8';
const IMG_OF_CHROMIUM = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8';

let metricsApi: RunningService;
let agent: RunningService;

beforeAll(async () => {
  metricsApi = await RunningService.start('k8s-app-monitor-test', { SCENARIO: 'online-shop' });
  agent = await RunningService.start('k8s-app-monitor-agent', {
    SERVICES: JSON.stringify([
      { name: 'shop', kind: 'app-monitor', url: metricsApi.url },
      { name: 'node', kind: 'exposition', url: metricsApi.metricsUrl },
      { name: 'apps', kind: 'exposition', url: `${metricsApi.url}/metrics` },
    ]),
    UPSTREAM_TIMEOUT_MS: '30000',
    RENDER_WORKERS: '1',
  });
});

afterAll(() => Promise.all([agent.stop(), metricsApi.stop()]));

const get = (path: string, accept = '*/*') => fetch(agent.url + path, { headers: { accept } });

/** The title and the description in a picture. */
async function words(path: string): Promise<string> {
  const response = await get(`${path}${path.includes('?') ? '&' : '?'}format=svg`);
  const svg = await response.text();
  expect([path, response.status]).toEqual([path, 200]);
  return [...svg.matchAll(/<(?:title|desc)[^>]*>([^<]*)</g)].map(([, text]) => text).join('\n');
}

describe('GET /{service}', () => {
  it('draws a listed service, and the first one at the published addresses', async () => {
    for (const path of ['/shop', '/', '/k8s-app-monitor-agent', '/k8s-app-monitor-test']) {
      expect(await words(path)).toMatch(/^AppName:storefront Domain:shop Host:.*\nBar chart: FailRatio /);
    }
  });

  it('draws the named application', async () => {
    expect(await words('/shop?app=checkout')).toMatch(/^AppName:checkout /);
    expect(await words('/k8s-app-monitor-test?app=payment')).toMatch(/^AppName:payment Domain:finance /);
  });

  it.each([
    ['png', 'png'],
    ['webp', 'webp'],
    ['avif', 'heif'],
    ['jpeg', 'jpeg'],
  ])('answers /shop.%s with an image that decodes', async (extension, format) => {
    const response = await get(`/shop.${extension}?range=5m`, 'text/html');

    expect(response.headers.get('content-type')).toBe(`image/${extension}`);
    expect(await decoded(response)).toEqual({ format, width: 1024, height: 512 });
  });

  it('answers .pdf, .svg and .html in those formats', async () => {
    expect(await (await get('/shop.pdf')).text()).toMatch(/^%PDF-/);
    expect(await (await get('/shop.svg')).text()).toMatch(/^(<\?xml[^>]*>\s*)?<svg/);
    expect(await (await get('/node.html?metric=process_open_fds')).text()).toMatch(/<h2>node <small>/);
  });

  it('sends a PNG to an <img> of a browser, and the page to a navigation', async () => {
    expect((await get('/shop', IMG_OF_CHROMIUM)).headers.get('content-type')).toBe('image/png');
    const page = await (await get('/shop?app=cart', 'text/html')).text();

    expect(page).toContain('<h2>cart <small>shop</small></h2>');
    expect(page).toContain('href="shop.png?app=cart"');
  });

  it.each([
    ['/shop?width=640&height=400', 640, 400],
    ['/shop?width=64&height=64', 64, 64],
    ['/shop?range=1h&width=2000&height=300&theme=dark', 2000, 300],
    ['/node?width=300&height=900', 300, 900],
  ])('draws %s in the requested size', async (path, width, height) => {
    expect(await decoded(await get(path))).toEqual({ format: 'png', width, height });
  });

  it('draws on a dark background with theme=dark', async () => {
    expect(await (await get('/shop.svg?theme=dark')).text()).toMatch(/#16181C|rgb\(22, ?24, ?28\)/i);
    expect(await (await get('/shop.svg?theme=light')).text()).not.toMatch(/#16181C|rgb\(22, ?24, ?28\)/i);
  });

  it.each([
    ['/shop', 'Bar chart: '],
    ['/shop?type=line', 'Line chart: '],
    ['/shop?range=1h', 'Line chart from '],
    ['/shop?range=1h&type=area', 'Area chart from '],
    ['/shop?range=1h&type=bar', 'Bar chart from '],
  ])('draws %s as a %s', async (path, noun) => {
    expect((await words(path)).split('\n')[1]).toMatch(new RegExp(`^${noun}`));
  });
});

describe('a range of an application', () => {
  it('contains the six numbers and marks incidents', async () => {
    const text = await words('/shop?range=8d&app=checkout');

    expect(text).toMatch(/^shop: checkout, shop, \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d, UTC\n/);
    for (const name of [
      'AccessAmount',
      'FailAmount',
      'FailRatio',
      'AvgLatency',
      'MinLatency',
      'MaxConcurrent',
    ]) {
      expect(text).toContain(`${name} `);
    }
    // Each week has one.
    expect(text).toMatch(/Incidents: .*gap checkout-gap /);
  });

  it('says in a header and on the page that long ranges show single seconds', async () => {
    const sentence = 'Each point shows only the first second of its 3600 s';

    expect((await get('/shop?range=7d')).headers.get('x-metrics-warning')).toBe(sentence);
    expect((await get('/shop?range=1h')).headers.has('x-metrics-warning')).toBe(false);
    expect(await (await get('/shop?range=7d', 'text/html')).text()).toContain(sentence);
  });
});

describe('an exposition', () => {
  it('is drawn without the parts of histograms, or as the named families', async () => {
    expect(await words('/node')).toContain('process_resident_memory_bytes ');
    expect(await words('/node')).not.toContain('_bucket');
    expect(await words('/apps?metric=app_failure_ratio')).toMatch(/: storefront \S+, catalogue /);
    expect(await words('/apps?metric=app_requests&metric=app_utilization_ratio&app=cart')).toMatch(
      /: app_requests_total success \S+, app_requests_total client_error .*, app_utilization_ratio [\d.]+\.$/,
    );
  });

  it.each([
    ['/apps?metric=nope', 'metric', 'Expected metric to be an exposed metric or family but received "nope"'],
    ['/apps?range=1h', 'range', 'Expected no range: sources of kind exposition support only metric, app'],
    ['/apps?query=up', 'query', 'Expected no query: sources of kind exposition support only metric, app'],
    ['/shop?metric=a', 'metric', 'Expected no metric: sources of kind app-monitor support only app, range'],
    ['/shop?width=9000', 'width', 'Expected width to be an integer between 64 and 4096 but received "9000"'],
    ['/shop?width=4096&height=4096&width=1', 'width', 'Expected width to be an integer'],
    ['/shop?range=forever', 'range', 'Expected range to be a duration from 1s to 90d'],
    ['/?theme=pink', 'theme', 'Expected theme to be one of light, dark but received "pink"'],
  ])('refuses %s with a problem document that names %s', async (path, field, sentence) => {
    const response = await get(path);

    expect([response.status, response.headers.get('content-type')]).toEqual([400, PROBLEM]);
    expect(await response.json()).toMatchObject({
      detail: expect.stringContaining(sentence),
      problems: [{ field }],
    });
  });
});

describe('an unknown name', () => {
  it('of a service is a 404 that lists the services: in a problem document, or in a requested picture', async () => {
    const problem = await get('/nope');
    expect([problem.status, problem.headers.get('content-type')]).toEqual([404, PROBLEM]);
    expect(await problem.json()).toMatchObject({
      code: 'UNKNOWN_SERVICE',
      detail: 'No service named "nope". Available: shop, node, apps',
      services: ['shop', 'node', 'apps'],
    });

    for (const [path, accept] of [
      ['/nope', IMG_OF_CHROMIUM],
      ['/nope.png', '*/*'],
      ['/nope?format=png', '*/*'],
    ] as const) {
      const picture = await get(path, accept);
      expect([path, picture.status]).toEqual([path, 404]);
      expect(await decoded(picture)).toMatchObject({ format: 'png' });
    }
    const page = await get('/nope', 'text/html');
    expect(page.status).toBe(404);
    expect(await page.text()).toMatch(/There is nothing at \/nope\..*<a href="shop">/s);
    expect((await get('/favicon.ico')).status).toBe(404);
  });

  it('of an application is a 404 with the sentence, in a picture', async () => {
    for (const path of ['/shop?app=nope', '/shop?app=nope&range=1h', '/apps?app=nope', '/?app=nope']) {
      const response = await get(`${path}&format=svg`);
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.text()).toContain('has no metrics for an application named nope');
      expect(await decoded(await get(path))).toMatchObject({ format: 'png' });
    }
  });

  it.each([
    '/http:%2f%2f169.254.169.254',
    '/http%3A%2F%2F127.0.0.1%2Fmetrics',
    '/127.0.0.1',
    '/localhost',
    '/shop@evil.example',
    '/shop%2f..',
    '/__proto__',
    '/constructor',
    '/SHOP',
    '/shop%00',
  ])('of a service cannot be a URL: %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('of an application cannot change the address that is read', async () => {
    for (const app of [
      '..%2f..%2fdocs',
      '%2e%2e',
      '%2e',
      '%252e%252e',
      'a%3fb',
      'a%23b',
      '%2f%2fevil.example',
    ]) {
      expect([app, (await get(`/shop?app=${app}`)).status]).toEqual([app, 404]);
      expect([app, (await get(`/shop?app=${app}&range=1h`)).status]).toEqual([app, 404]);
    }
  });
});

describe('caches', () => {
  it('must revalidate a picture of one second', async () => {
    const { headers } = await get('/shop?app=cart');

    expect(headers.get('cache-control')).toBe('no-cache');
    expect(headers.get('etag')).toMatch(/^"[^"]+"$/);
  });

  it('get 304 for an unchanged picture within its step', async () => {
    const etagOf = async () => (await get('/shop?range=7d')).headers.get('etag')!;
    // A step may end between two requests; the next one lasts an hour.
    let etag = await etagOf();
    if (etag !== (await etagOf())) etag = await etagOf();
    const again = await fetch(`${agent.url}/shop?range=7d`, { headers: { 'if-none-match': etag } });

    expect([again.status, again.headers.get('etag')]).toEqual([304, etag]);
    expect(await again.text()).toBe('');
  });

  it('may keep a range until its step ends', async () => {
    const stepSeconds = 3600;
    const before = Date.now();
    const header = (await get('/shop?range=7d')).headers.get('cache-control');
    const after = Date.now();
    const left = (nowMs: number) => Math.floor(stepSeconds - ((nowMs / 1000) % stepSeconds));
    const allowed = before % 3_600_000 > after % 3_600_000 ? 0 : left(after);

    if (allowed > 1) {
      const [, seconds] = /^max-age=(\d+)$/.exec(header ?? '') ?? [];
      expect(Number(seconds)).toBeGreaterThanOrEqual(allowed);
      expect(Number(seconds)).toBeLessThanOrEqual(left(before));
    }
  });

  it('must not keep a page or a failure', async () => {
    expect((await get('/shop', 'text/html')).headers.get('cache-control')).toBe('no-store');
    expect((await get('/shop?app=nope')).headers.get('cache-control')).toBe('no-store');
  });
});

it('the API document lists the addresses of services with their parameters', async () => {
  const { paths } = (await (await get('/openapi.json')).json()) as {
    paths: Record<string, { get: { parameters: { name: string }[] } }>;
  };

  for (const path of ['/{service}', '/{service}.{extension}', '/k8s-app-monitor-test']) {
    const names = paths[path]!.get.parameters.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'app',
        'range',
        'type',
        'theme',
        'width',
        'height',
        'metric',
        'query',
        'format',
      ]),
    );
  }
});
