import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { PICTURE_FORMATS, type PictureFormat } from '../../../src/rendering/chart-renderer.port.js';
import { mostPixels } from '../../../src/rendering/picture-formats.js';
import { agentOf } from '../../support/agent-of.js';
import { freePort } from '../../support/ports.js';
import { RunningService } from '../../support/running-service.js';
import { post } from '../quickchart/chart-agent.js';

// Small enough that all allowed pictures are rendered quickly.
const CHART_MAX_PIXELS = 300_000;
const FORMATS = Object.keys(PICTURE_FORMATS) as readonly PictureFormat[];
const SIZES = [
  [4096, 4096],
  [4096, 70],
  [700, 450],
] as const;

const CHART = '{type:"bar",data:{labels:["a"],datasets:[{data:[1]}]}}';
// Values for what an address cannot do without; the last ones lead to each kind of refusal.
const VALUES: Readonly<Record<string, readonly string[]>> = {
  service: ['k8s-app-monitor-test', 'unknown'],
  '*': ['unknown'],
  c: [CHART, '{', ''],
  app: ['', 'unknown'],
};

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

/** Every address of the API document that can have an image, with every combination of the values above. */
async function addressesOf(service: RunningService, format: PictureFormat, size: readonly [number, number]) {
  const response = await fetch(`${service.url}/openapi.json`);
  const { paths } = (await response.json()) as { paths: Record<string, { get?: Operation }> };
  return Object.entries(paths).flatMap(([path, { get }]) => {
    const names = get?.parameters?.map(({ name }) => name) ?? [];
    const style = ['width', 'height', 'w', 'h'].filter((name) => names.includes(name));
    if (get === undefined || !(style.length > 0 || path.startsWith('/chart'))) return [];
    const query = new URLSearchParams({ format, f: format, devicePixelRatio: '1' });
    for (const name of ['width', 'w']) query.set(name, String(size[0]));
    for (const name of ['height', 'h']) query.set(name, String(size[1]));
    const filled = VALUES['service']!.flatMap((name) =>
      VALUES['*']!.map((rest) =>
        path
          .replace('{service}', name)
          .replace('{extension}', format)
          .replace(/\{.*\}/, rest),
      ),
    );
    const cases = VALUES['c']!.flatMap((c) => VALUES['app']!.map((app) => ({ c, app })));
    return [...new Set(filled)].flatMap((address) =>
      cases.map((more) => {
        const given = Object.entries(more).filter(([name, value]) => names.includes(name) && value !== '');
        return `${address}?${new URLSearchParams([...query, ...given]).toString()}`;
      }),
    );
  });
}

/** The share of the allowed pixels that an image has; a vector image has those of its size. 0 for another answer. */
async function shareOf(response: Response): Promise<number> {
  const type = response.headers.get('content-type') ?? '';
  const format = FORMATS.find((each) => PICTURE_FORMATS[each] === type);
  if (format === undefined) return 0;
  const { width, height } = await sizeOf(format, Buffer.from(await response.arrayBuffer()));
  return (width * height) / mostPixels(format, CHART_MAX_PIXELS);
}

async function sizeOf(format: PictureFormat, bytes: Buffer): Promise<{ width: number; height: number }> {
  if (format !== 'svg' && format !== 'pdf') return sharp(bytes).metadata();
  const size =
    format === 'svg'
      ? /<svg[^>]*? width="([\d.]+)"[^>]*? height="([\d.]+)"/
      : /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/;
  const [, width, height] = size.exec(bytes.toString('latin1'))!;
  return { width: Number(width), height: Number(height) };
}

describe('no image has more pixels than the limit, whatever the address', () => {
  let metricsApi: RunningService;
  let agents: Record<'reads' | 'reads nothing', RunningService>;

  beforeAll(async () => {
    metricsApi = await RunningService.start('k8s-app-monitor-test');
    const env = { CHART_MAX_PIXELS: String(CHART_MAX_PIXELS), GRAPH_SOURCE: 'model' };
    const gone = { SERVICE_NAME: '127.0.0.1', APP_PORT: String(await freePort()) };
    agents = {
      reads: await agentOf(metricsApi, env),
      'reads nothing': await agentOf(metricsApi, { ...env, ...gone }),
    };
  });

  afterAll(() => Promise.all([...Object.values(agents), metricsApi].map((service) => service.stop())));

  const cases = (['reads', 'reads nothing'] as const).flatMap((agent) =>
    FORMATS.flatMap((format) => SIZES.map((size) => ({ agent, format, size }))),
  );

  it.each(cases)('$agent metrics: $format, $size', async ({ agent: name, format, size }) => {
    const agent = agents[name];
    const addresses = await addressesOf(agent, format, size);
    const [width, height] = size;
    const bodies = [CHART, '{'].map((chart) => ({ chart, width, height, format, devicePixelRatio: 1 }));
    const requests = [
      ...addresses.map((address) => [address, () => fetch(agent.url + address)] as const),
      ...bodies.map((body) => [JSON.stringify(body), () => post(`${agent.url}/chart`, body)] as const),
    ];

    const answers = await Promise.all(
      requests.map(async ([request, send]) => {
        const response = await send();
        return { request, status: response.status, share: await shareOf(response) };
      }),
    );
    const images = answers.filter(({ share }) => share > 0);

    expect(images.filter(({ share }) => share > 1)).toEqual([]);
    expect(answers.filter(({ status }) => status >= 500 && name === 'reads')).toEqual([]);
    expect(addresses.length).toBeGreaterThan(20);
    expect(images.length).toBeGreaterThan(3);
  });
});
