// The rules that the linter of Grafana's dashboards checks, for examples/grafana/dashboards.
import { describe, expect, it } from '@jest/globals';
import { DASHBOARD, DATASOURCE, type Panel, PANELS, TARGETS } from './dashboard.js';

const COLUMNS = 24;
const COUNTER = /\b\w+_(total|count|sum|bucket)\b/g;
const COUNTER_IN_A_RATE =
  /\b(rate|increase)\(\w+_(total|count|sum|bucket)\b(\{[^}]*\})?\[\$__rate_interval\]\)/g;

const charts = PANELS.filter(({ type }) => type !== 'row');

it('is classic JSON that Grafana provisions, with a time zone of the browser', () => {
  expect(DASHBOARD).toMatchObject({ uid: 'k8s-app-monitor', editable: false, timezone: 'browser' });
  expect(DASHBOARD).not.toHaveProperty('id');
  expect(DASHBOARD).not.toHaveProperty('elements');
});

it('has panels with unique ids that do not overlap and fit the grid', () => {
  const ids = PANELS.map(({ id }) => id);

  expect(new Set(ids).size).toBe(ids.length);
  expect(PANELS.filter(({ gridPos: { x, w } }) => x < 0 || x + w > COLUMNS)).toEqual([]);
  expect(
    PANELS.flatMap((panel, index) => PANELS.slice(index + 1).filter((other) => overlap(panel, other))),
  ).toEqual([]);
});

it('has variables that read from the data source that the first one selects', () => {
  const [datasource, ...queries] = DASHBOARD.templating.list;

  expect(datasource).toMatchObject({ name: 'datasource', type: 'datasource', query: 'prometheus' });
  expect(queries.map((query) => query.datasource)).toEqual(queries.map(() => DATASOURCE));
});

it.each(charts)('panel $id, $title, has a description, a unit and targets with a reference', (panel) => {
  expect(panel).toMatchObject({
    title: expect.stringMatching(/\w/) as unknown,
    description: expect.stringMatching(/\.$/) as unknown,
    datasource: DATASOURCE,
    fieldConfig: { defaults: { unit: expect.stringMatching(/\w/) as unknown } },
  });
  const references = panel.targets!.map(({ refId }) => refId);
  expect(references).toEqual(['A', 'B', 'C'].slice(0, references.length));
  expect(panel.targets).not.toEqual([]);
});

describe.each(TARGETS)('$title: $expr', ({ expr, datasource }) => {
  it('reads the selected data source', () => {
    expect(datasource).toEqual(DATASOURCE);
  });

  it('uses each counter in a rate over $__rate_interval', () => {
    expect(expr.replace(COUNTER_IN_A_RATE, '').match(COUNTER)).toBeNull();
    expect(expr.replaceAll('[$__rate_interval]', '')).not.toContain('[');
  });
});

function overlap({ gridPos: a }: Panel, { gridPos: b }: Panel): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
