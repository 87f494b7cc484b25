/**
 * Renders the images of docs/explanation/metrics-model.md from the compiled model. Run it after a build when the model has
 * changed: `npm run pictures`.
 */
import { writeFileSync } from 'node:fs';
import { lineChart } from './line-chart.mjs';
import { aDay, incidentsOfAWeek, latencyAgainstUtilization, retryStorm } from './model-series.mjs';

// The canvas reads this when it is loaded, hence the dynamic import: system fonts must not be used.
process.env.DISABLE_SYSTEM_FONTS_LOAD = '1';
const { drawPicture } = await import('../../dist/src/rendering/embedded/draw-picture.js');

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
