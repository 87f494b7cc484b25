import { snapshotAt } from '../dist/src/generator/snapshot.js';
import { writeOpenMetrics } from '../dist/src/metrics-api/export/write-openmetrics.js';
import { pointValues } from '../dist/src/metrics-api/points/series.js';
import { timeText } from '../dist/src/metrics-api/query.params.js';

/** Writes the rows of an export from existing values, which leaves only the cost of the text. */
export function rowsAlone(format, model, { fromTick, toTick }) {
  const records = [];
  for (let tick = fromTick; tick <= toTick; tick += 1) {
    const { points } = snapshotAt(model, tick);
    for (const [place, { application }] of model.nodes.entries()) {
      records.push({ app: application.name, tick, values: pointValues(points[place]) });
    }
  }
  return function* () {
    yield format.header;
    for (const { app, tick, values } of records) yield format.line(app, timeText(tick), values);
  };
}

/** The same for OpenMetrics samples: each has a name, a number and a time. */
export function samplesAlone(model, span) {
  const samples = [];
  for (const piece of writeOpenMetrics(model, model.nodes, span)) {
    for (const line of piece.split('\n')) {
      const [, series, value, seconds] = /^([^#].*) (\S+) (\S+)$/.exec(line) ?? [];
      if (series !== undefined) samples.push({ series, value: Number(value), seconds: Number(seconds) });
    }
  }
  return function* () {
    for (const { series, value, seconds } of samples) yield `${series} ${value} ${seconds}\n`;
  };
}
