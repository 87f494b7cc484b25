import { tickAt } from '../contract/tick.js';
import { createModel } from '../generator/model.js';
import { pointAt, snapshotAt } from '../generator/snapshot.js';
import { addPoint, noTotals } from '../generator/totals.js';
import type { AnswerExamples } from '../platform/openapi/openapi.js';
import { readScenarioFile } from '../scenario/read-scenario.js';
import { shippedScenarioPath } from '../scenario/scenario-source.js';
import { type Answer, type Form, csvText } from './answer.js';
import { writeOpenMetrics } from './export/write-openmetrics.js';
import { CSV_ROWS, NDJSON_ROWS, writeRows } from './export/write-rows.js';
import { writeExposition } from './exposition/exposition.service.js';
import { OPENMETRICS, PROMETHEUS_TEXT, type TextFormat } from './exposition/families.js';
import { incidentsAnswer, occurrencesBetween } from './ground-truth/incidents.js';
import { topologyOver } from './ground-truth/topology.js';
import { indexDocument } from './index.controller.js';
import { appMetricsRecord } from './legacy/legacy.service.js';
import * as answers from './points/answers.js';
import { pointValues } from './points/series.js';
import { eventText } from './stream/point-events.js';

// Real answers from the shipped scenarios for the API document. They are about the first second of 2026, which is
// also the first second of a day's counters, so readers can request the same answers from any replica.
const TICK = tickAt(Date.UTC(2026, 0, 1));
const WEEK_TICKS = 7 * 86_400;

const defaults = readScenarioFile(shippedScenarioPath('default'));
const model = createModel(defaults.scenario);
const node = model.nodes[0]!;
const shop = createModel(readScenarioFile(shippedScenarioPath('online-shop')).scenario);

/** Examples for the operations of the metrics API, by operation id. */
export const metricsApiExamples: AnswerExamples = {
  getIndex: { 'application/json': indexDocument('/'), 'text/html': '<!doctype html>…' },
  getMetrics: {
    'application/json': legacyRecord(),
    'application/openmetrics-text': exposition(OPENMETRICS),
    'text/plain': exposition(PROMETHEUS_TEXT),
  },
  getMetricsOfApplication: { 'application/json': legacyRecord() },
  listApplications: jsonAndCsv(answers.applications({ items: model.nodes, next: null })),
  getApplication: jsonAndCsv(answers.application(node, pointAt(model, node, TICK))),
  getRange: range(),
  streamPoints: { 'text/event-stream': eventText(TICK, [[node, pointAt(model, node, TICK)]]) },
  exportPoints: exports(),
  listIncidents: jsonAndCsv(incidents()),
  getTopology: jsonAndCsv(
    await topologyOver(shop, { fromTick: TICK, toTick: TICK }, new AbortController().signal),
  ),
  getScenario: { 'application/json': defaults.file },
};

function jsonAndCsv(answer: Answer): AnswerExamples[string] {
  return { 'application/json': answer.json(), 'text/csv': csvText(answer) };
}

function legacyRecord(): object {
  return appMetricsRecord(node.application, pointAt(model, node, TICK), 'k8s-app-monitor-test-0');
}

function exposition(format: TextFormat): string {
  const snapshot = snapshotAt(model, TICK);
  const totals = model.nodes.map(noTotals);
  snapshot.points.forEach((point, index) => addPoint(totals[index]!, point));
  return writeExposition(
    format,
    { model, dayTick: TICK, tick: TICK, totals, calls: [...snapshot.calls] },
    snapshot,
  );
}

function range(): AnswerExamples[string] {
  const ticks = [TICK, TICK + 60];
  const points = ticks.map((tick) => ({ tick, values: pointValues(pointAt(model, node, tick)) }));
  const span = { fromTick: ticks[0]!, toTick: ticks[1]!, stepTicks: 60, aggregation: undefined };
  const textIn = (form: Form) => {
    const text = answers.rangeText(form, node, span);
    return text.start + text.points(points, true) + text.end;
  };
  return { 'application/json': JSON.parse(textIn('json')) as object, 'text/csv': textIn('csv') };
}

function exports(): AnswerExamples[string] {
  const span = { fromTick: TICK, toTick: TICK + 15, stepTicks: 15, aggregation: undefined };
  return {
    'application/openmetrics-text': [...writeOpenMetrics(model, model.nodes, span)].join(''),
    'text/csv': [...writeRows(CSV_ROWS, model, model.nodes, span)].join(''),
    'application/x-ndjson': [...writeRows(NDJSON_ROWS, model, model.nodes, span)].join(''),
  };
}

function incidents(): Answer {
  const [first, second] = occurrencesBetween(
    shop.scenario.incidents,
    TICK + WEEK_TICKS,
    TICK + 2 * WEEK_TICKS,
  );
  const items = [first, second].filter((occurrence) => occurrence !== undefined);
  return incidentsAnswer({ items, next: null });
}
