/**
 * Renders the picture of README.md: a range with an incident, then the bars of a few seconds. Where an animation is not
 * played, its first frame is shown. Run it after a build when the charts have changed: `npm run pictures`.
 */
import { writeFileSync } from 'node:fs';
import sharp from 'sharp';
import { createModel } from '../../dist/src/generator/model.js';
import { pointAt } from '../../dist/src/generator/snapshot.js';
import { Period } from '../../dist/src/generator/totals.js';
import { occurrencesBetween } from '../../dist/src/metrics-api/ground-truth/incidents.js';
import { appMetricsRecord } from '../../dist/src/metrics-api/legacy/legacy.service.js';
import { pointValues } from '../../dist/src/metrics-api/points/series.js';
import { readScenarioFile } from '../../dist/src/scenario/read-scenario.js';
import { shippedScenarioPath } from '../../dist/src/scenario/scenario-source.js';
import { seriesOf } from '../../dist/src/sources/drivers/app-monitor.driver.js';

// The canvas reads this when it is loaded, hence the dynamic imports: system fonts must not be used.
process.env.DISABLE_SYSTEM_FONTS_LOAD = '1';
const { drawPicture } = await import('../../dist/src/rendering/embedded/draw-picture.js');
const { appMetricsChart } = await import('../../dist/src/chart-spec/app-metrics.chart.js');
const { seriesChart } = await import('../../dist/src/chart-spec/series.chart.js');
const { ORIGINAL_STYLE } = await import('../../dist/src/chart-spec/theme.js');

const FILE = 'docs/pictures/charts.webp';
const SECONDS = 8;
const RANGE_DELAY_MS = 6000;
const STEP_TICKS = 300;

const bars = barsOf('default', 'test-app', '2026-03-04T10:00:00Z');
const range = rangeOf('online-shop', 'inventory', '2026-03-04T06:00:00Z', '2026-03-04T18:00:00Z');

const { widthPx, heightPx } = ORIGINAL_STYLE;
const frames = await Promise.all(
  [range, ...bars].map((spec) => drawPicture({ spec, format: 'png', widthPx, heightPx, pixelRatio: 1.5 })),
);
const picture = await sharp(frames, { join: { animated: true } })
  .webp({ lossless: true, effort: 6, loop: 0, delay: [RANGE_DELAY_MS, ...bars.map(() => 1000)] })
  .toBuffer();
writeFileSync(new URL(`../../${FILE}`, import.meta.url), picture);
console.log(`wrote ${FILE}`);

/** The bars of consecutive seconds. */
function barsOf(scenario, app, from) {
  const { model, node } = modelOf(scenario, app);
  return Array.from({ length: SECONDS }, (_, second) => {
    const point = pointAt(model, node, tickOf(from) + second);
    return appMetricsChart(appMetricsRecord(node.application, point, 'pod-1'));
  });
}

/** The chart that the agent renders for `?range=`, with a point every five minutes. */
function rangeOf(scenario, app, from, to) {
  const { model, node } = modelOf(scenario, app);
  const [fromTick, toTick] = [tickOf(from), tickOf(to)];
  const ticks = Array.from({ length: (toTick - fromTick) / STEP_TICKS }, (_, i) => fromTick + i * STEP_TICKS);
  const points = ticks.map((tick) => ({
    time: new Date(tick * 1000).toISOString(),
    ...pointValues(periodAt(model, node, tick)),
  }));
  const incidents = [...occurrencesBetween(node.incidents, fromTick, toTick)].map(
    ({ incident, startTick, endTick }) => {
      return {
        kind: incident.effect.kind,
        what: incident.id,
        fromMs: startTick * 1000,
        toMs: endTick * 1000,
      };
    },
  );
  const reading = {
    kind: 'series',
    subject: `${app}, ${node.application.domain}`,
    warnings: [],
    timesMs: ticks.map((tick) => tick * 1000),
    series: seriesOf({ stepSeconds: STEP_TICKS, agg: 'sum', points }, incidents),
    incidents,
  };
  return seriesChart(scenario, reading, { ...ORIGINAL_STYLE, form: 'line' });
}

function periodAt(model, node, fromTick) {
  const period = new Period(fromTick);
  for (let tick = fromTick; tick < fromTick + STEP_TICKS; tick += 1) period.add(pointAt(model, node, tick));
  return period.point;
}

function modelOf(scenario, app) {
  const model = createModel(readScenarioFile(shippedScenarioPath(scenario)).scenario);
  return { model, node: model.nodeByName.get(app) };
}

function tickOf(time) {
  return Date.parse(time) / 1000;
}
