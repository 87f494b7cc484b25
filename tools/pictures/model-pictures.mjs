/**
 * Renders the images of docs/metrics-model.md from the compiled model. Run it after a build when the model has
 * changed: `npm run pictures`.
 */
import { writeFileSync } from 'node:fs';
import { drawPicture } from '../../dist/src/rendering/embedded/draw-picture.js';
import { lineChart } from './line-chart.mjs';
import { aDay, incidentsOfAWeek, latencyAgainstUtilization, retryStorm } from './model-series.mjs';

const pictures = {
  day: aDay(),
  utilization: latencyAgainstUtilization(),
  'retry-storm': retryStorm(),
  incidents: incidentsOfAWeek(),
};

for (const [name, chart] of Object.entries(pictures)) {
  const request = { spec: lineChart(chart), format: 'png', widthPx: 1024, heightPx: 420, pixelRatio: 1 };
  const file = new URL(`../../docs/pictures/metrics-model-${name}.png`, import.meta.url);
  writeFileSync(file, await drawPicture(request));
  console.log(`wrote ${file.pathname.split('/').slice(-3).join('/')}`);
}
