import { writeOpenMetrics } from '../dist/src/metrics-api/export/write-openmetrics.js';
import { CSV_ROWS, NDJSON_ROWS, writeRows } from '../dist/src/metrics-api/export/write-rows.js';
import { FIELD_NAMES } from '../dist/src/metrics-api/points/series.js';
import { FIRST_TICK, modelOf } from './model.mjs';
import { startMetricsApi, stopServers } from './processes.mjs';
import { inTurns, millisecondsOf } from './rounds.mjs';
import { rowsAlone, samplesAlone } from './serialise-alone.mjs';
import { printTable } from './table.mjs';

const ROUNDS = 5;
const HOURS = 2;
const SPAN = { fromTick: FIRST_TICK, toTick: FIRST_TICK + HOURS * 3600 - 1, stepTicks: 1 };
const GOAL = '1,000,000 or more';

/** An export of some hours in each format: over HTTP, generated in this process, and its text alone. */
export async function measureExport() {
  const model = modelOf('default');
  const server = await startMetricsApi({ LOG_LEVEL: 'warn' });
  const formats = {
    csv: {
      write: () => writeRows(CSV_ROWS, model, model.nodes, SPAN),
      alone: rowsAlone(CSV_ROWS, model, SPAN),
    },
    ndjson: {
      write: () => writeRows(NDJSON_ROWS, model, model.nodes, SPAN),
      alone: rowsAlone(NDJSON_ROWS, model, SPAN),
    },
    openmetrics: {
      write: () => writeOpenMetrics(model, model.nodes, SPAN),
      alone: samplesAlone(model, SPAN),
    },
  };
  const contenders = Object.entries(formats).flatMap(([format, { write, alone }]) => {
    const samples = samplesIn(format, write());
    const perSecond = async (work) => (samples * 1000) / (await millisecondsOf(work));
    const url = new URL(
      `/api/v1/export?from=${SPAN.fromTick}&to=${SPAN.toTick}&step=1&format=${format}`,
      server.url,
    );
    return [
      [`${format} over HTTP`, () => perSecond(() => drain(url))],
      [`${format} in process`, () => perSecond(() => lengthOf(write()))],
      [`${format}: the same text from existing values`, () => perSecond(() => lengthOf(alone()))],
    ];
  });
  const measured = await inTurns(ROUNDS, Object.fromEntries(contenders));
  await stopServers();
  printTable(
    `An export of ${HOURS} hours of the default scenario, one point per second`,
    Object.entries(measured).map(([what, values]) => {
      return { what, values, unit: 'samples/s', goal: what.includes(':') ? '' : GOAL };
    }),
  );
}

/** A sample is one number at one time: a row contains many, an OpenMetrics line one. */
function samplesIn(format, pieces) {
  let lines = 0;
  for (const piece of pieces) {
    for (const line of piece.split('\n')) if (line !== '' && !line.startsWith('#')) lines += 1;
  }
  if (format === 'openmetrics') return lines;
  return (format === 'csv' ? lines - 1 : lines) * FIELD_NAMES.length;
}

function lengthOf(pieces) {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  return length;
}

async function drain(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} responded with status ${response.status}`);
  for await (const chunk of response.body) void chunk;
}
