import type { Canvas, SvgCanvas } from '@napi-rs/canvas';
import { createRequire } from 'node:module';
import type * as ChartJs from 'chart.js';
import type LabelsPlugin from 'chartjs-plugin-datalabels';
import type { ChartSpec } from '../../../chart-spec/chart-spec.js';
import { FONT_FAMILY } from './fonts.js';

// The labels plugin is CommonJS and requires the CommonJS build of Chart.js. Imported, Chart.js would be its ES
// build, a second library whose bars the plugin does not recognise.
const require = createRequire(import.meta.url);
const chartJs = require('chart.js') as typeof ChartJs;
const labels = require('chartjs-plugin-datalabels') as typeof LabelsPlugin;

const { BarController, BarElement, CategoryScale, Chart, LinearScale, SubTitle, Title } = chartJs;
Chart.register(BarController, BarElement, CategoryScale, LinearScale, SubTitle, Title, labels);

// A picture neither moves nor answers, and takes nothing from the machine it is drawn on.
Chart.defaults.animation = false;
Chart.defaults.responsive = false;
Chart.defaults.events = [];
Chart.defaults.locale = 'en-US';
Chart.defaults.font.family = FONT_FAMILY;

/**
 * Draws a specification over the whole canvas.
 *
 * @param take - reads the picture off the canvas, where it is only during this call
 * @returns what `take` returned
 */
export function drawChart<T>(canvas: Canvas | SvgCanvas, spec: ChartSpec, take: () => T): T {
  const context = canvas.getContext('2d');
  // Canvases are used again: no font or colour of this picture may reach the next one.
  context.save();
  const chart = new Chart(canvas, {
    ...spec.config,
    plugins: [
      {
        id: 'background',
        beforeDraw: () => {
          context.fillStyle = spec.background;
          context.fillRect(0, 0, canvas.width, canvas.height);
        },
      },
    ],
  });
  const picture = take();
  chart.destroy();
  context.restore();
  return picture;
}
