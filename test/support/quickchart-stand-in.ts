import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Canvas } from '@napi-rs/canvas';
import type { ChartConfiguration } from 'chart.js';

// The canvas reads this when it is loaded, so it has to be set before the imports below.
process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
const { Chart } = await import('../../src/rendering/embedded/chart.js');
const { createPdfPage, createPixelCanvas, createVectorCanvas } =
  await import('../../src/rendering/embedded/canvas.js');
const { LOADED_FAMILIES } = await import('../../src/rendering/embedded/fonts/font-catalogue.js');
const { loadFonts } = await import('../../src/rendering/embedded/fonts/load-fonts.js');
loadFonts(LOADED_FAMILIES);

/** The body of `POST /chart`. */
export interface AskedChart {
  readonly chart: string;
  readonly width: number;
  readonly height: number;
  readonly devicePixelRatio: number;
  readonly backgroundColor: string;
  readonly format: 'png' | 'svg' | 'pdf';
  readonly version: string;
}

export interface QuickChartStandIn {
  readonly url: string;
  /** The charts that were requested, in order. */
  readonly asked: AskedChart[];
  close(): Promise<void>;
}

/**
 * A server that treats a chart as QuickChart does: it runs the chart's JavaScript, renders it with Chart.js and reports
 * errors in a header. The real server is not published on npm.
 */
export async function quickChartStandIn(path = ''): Promise<QuickChartStandIn> {
  const asked: AskedChart[] = [];
  const server = createServer((request, response) => {
    if (request.url === `${path}/healthcheck`) return void response.end('{"success":true}');
    if (request.url !== `${path}/chart`) return void response.writeHead(404).end();
    return void answer(request, response, asked);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    asked,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  asked: AskedChart[],
): Promise<void> {
  const chunks = await request.toArray();
  const body = JSON.parse(Buffer.concat(chunks as Buffer[]).toString('utf8')) as AskedChart;
  asked.push(body);
  try {
    response.end(draw(body));
  } catch (error) {
    response.writeHead(400, { 'x-quickchart-error': (error as Error).message }).end();
  }
}

function draw({ chart, width, height, devicePixelRatio, backgroundColor, format }: AskedChart): Buffer {
  const [pixels, vectors, page] = [
    () => createPixelCanvas(width * devicePixelRatio, height * devicePixelRatio),
    () => createVectorCanvas(width, height),
    () => createPdfPage(width, height, ''),
  ];
  const sheet = { png: pixels, svg: vectors, pdf: page }[format]();
  const context = sheet.getContext('2d');
  const config = evaluated(chart, (direction, colors) => {
    const gradient = context.createLinearGradient(
      0,
      0,
      direction === 'vertical' ? 0 : width,
      direction === 'horizontal' ? 0 : height,
    );
    colors.forEach((color, index) => gradient.addColorStop(index / Math.max(1, colors.length - 1), color));
    return Object.defineProperty(gradient, Symbol.toStringTag, { value: 'CanvasGradient' });
  });
  const ratio = format === 'png' ? devicePixelRatio : 1;
  const drawn = new Chart(sheet, {
    ...config,
    options: {
      ...config.options,
      animation: false,
      responsive: false,
      devicePixelRatio: ratio,
    },
    plugins: [
      {
        id: 'standIn',
        beforeInit: (made) => Object.assign(made, { width, height }),
        beforeDraw: () => {
          context.fillStyle = backgroundColor;
          context.fillRect(0, 0, width, height);
        },
      },
    ],
  });
  const picture = encoded(sheet);
  drawn.destroy();
  return picture;
}

function encoded(
  sheet: Canvas | ReturnType<typeof createVectorCanvas> | ReturnType<typeof createPdfPage>,
): Buffer {
  if ('close' in sheet) return sheet.close();
  return 'getContent' in sheet ? sheet.getContent() : sheet.encodeSync('png');
}

type GradientHelper = (direction: string, colors: string[]) => unknown;

/** Runs JavaScript that the tests send, in this realm, because Chart.js recognizes objects by their constructor. */
function evaluated(source: string, getGradientFillHelper: GradientHelper): ChartConfiguration {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- QuickChart runs the JavaScript it receives; here only on loopback
  const run = new Function('getGradientFillHelper', `return (${source})`) as (
    helper: GradientHelper,
  ) => ChartConfiguration;
  return run(getGradientFillHelper);
}
