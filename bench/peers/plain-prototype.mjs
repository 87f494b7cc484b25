// A chart server written in an afternoon: Fastify, Chart.js 4, one reused canvas, PNG by sharp at level 2, all in one
// thread. It has no parser of specifications, no queue, no cache and no log.
import { createCanvas } from '@napi-rs/canvas';
import { createRequire } from 'node:module';
import Fastify from 'fastify';
import sharp from 'sharp';

const { Chart, registerables } = createRequire(import.meta.url)('chart.js');
Chart.register(...registerables);
Object.assign(Chart.defaults, { animation: false, responsive: false, events: [] });
sharp.cache(false);
sharp.concurrency(1);

let canvas = createCanvas(1, 1);

const server = Fastify();
server.get('/', () => 'ready');
server.post('/chart', async (request, reply) => {
  const { chart, width, height } = request.body;
  if (canvas.width !== width || canvas.height !== height) canvas = createCanvas(width, height);
  const background = {
    id: 'background',
    beforeDraw: ({ ctx }) => {
      ctx.fillStyle = 'white';
      ctx.fillRect(0, 0, width, height);
    },
  };
  const drawn = new Chart(canvas, { ...chart, plugins: [background] });
  const pixels = canvas.data();
  drawn.destroy();
  const raw = { width, height, channels: 4 };
  reply.type('image/png');
  return sharp(pixels, { raw }).png({ compressionLevel: 2 }).toBuffer();
});
await server.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
