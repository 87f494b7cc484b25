import { describe, expect, it } from '@jest/globals';
import { read, refusalOf, withOptions } from './testing/read.js';

const bar = (options: string) =>
  `{type: 'bar', data: {labels: ['a', 'b'], datasets: [{data: [1, 2]}]}, options: ${options}}`;

describe('functions in a chart', () => {
  it.each([
    ['a formatter', "{plugins: {datalabels: {formatter: (v) => v + '%'}}}"],
    [
      'a formatter with a body',
      '{plugins: {datalabels: {formatter: (v) => { if (v > 0) return v; else return ""; }}}}',
    ],
    ['ticks', "{scales: {y: {ticks: {callback: function (value) { return '$' + value; }}}}}"],
    ['a condition', '{plugins: {datalabels: {display: (ctx) => !!ctx.dataset.data[ctx.dataIndex]}}}'],
    ['a filter of the legend', "{plugins: {legend: {labels: {filter: (item) => item.text === 'a'}}}}"],
    ['labels of a legend', '{plugins: {legend: {labels: {generateLabels: (chart) => []}}}}'],
    ['a radial label', '{scales: {r: {pointLabels: {callback: (label) => label.slice(0, 3)}}}}'],
    [
      'the text of an annotation',
      "{plugins: {annotation: {annotations: {a: {label: {content: (ctx) => 'x'}}}}}}",
    ],
  ])('%s stays a function', (_, options) => {
    const { spec, warnings } = read(bar(options));

    expect(JSON.stringify(spec.config.options)).toContain('"$function":');
    expect([spec.hasFunctions, warnings]).toEqual([true, []]);
  });

  it('are read from texts of JSON, where no text is shown', () => {
    const { spec } = read(
      withOptions({
        plugins: { title: { display: true, text: '(a) => b' } },
        scales: { y: { ticks: { callback: "function(v){return v+'%';}" } } },
      }),
    );
    const { plugins, scales } = spec.config.options as Record<
      string,
      Record<string, Record<string, unknown>>
    >;

    expect(plugins?.['title']?.['text']).toBe('(a) => b');
    expect(scales?.['y']?.['ticks']).toEqual({ callback: { $function: "function(v){return v+'%';}" } });
  });

  it('of ticks for Chart.js 2 receive labels', () => {
    const { spec } = read(bar('{scales: {xAxes: [{ticks: {callback: (v) => v.length}}]}}'), '2');

    expect(spec.config.options?.scales?.['x']?.ticks).toMatchObject({ callback: { $receives: 'labels' } });
  });

  it.each([
    ['options.onClick', '{onClick: () => 1}', '4'],
    [
      'options.animation.onComplete',
      '{animation: {onComplete: function () { done(this.toBase64Image()); }}}',
      '4',
    ],
    ['options.plugins.tooltip.callbacks.label', "{plugins: {tooltip: {callbacks: {label: () => 'x'}}}}", '4'],
    ['options.tooltips.callbacks.label', "{tooltips: {callbacks: {label: () => 'x'}}}", '2'],
    ['options.hover.onHover', '{hover: {onHover: () => 1}}', '2'],
    ['options.plugins.legend.onClick', '{plugins: {legend: {onClick: (e) => e.stop()}}}', '4'],
  ])('at %s are dropped with a warning', (path, options, version) => {
    const { spec, warnings } = read(bar(options), version);

    expect(JSON.stringify(spec.config)).not.toContain('$function');
    expect(warnings).toContain(`${path} is a function that no picture shows, and is ignored`);
    expect(spec.hasFunctions).toBeUndefined();
  });

  it.each([
    [
      'options.plugins.datalabels.formatter',
      '{plugins: {datalabels: {formatter: (v) => moment(v)}}}',
      /uses moment, which is not available/,
    ],
    [
      'options.plugins.datalabels.color',
      '{plugins: {datalabels: {color: () => { throw 1; }}}}',
      /uses throw, which charts do not support/,
    ],
    [
      'options.scales.x.afterFit',
      '{scales: {x: {afterFit: (axis) => { axis.width = 9; }}}}',
      /use the options of the axis/,
    ],
    [
      'options.scales.y.ticks.callback',
      '{scales: {y: {ticks: {callback: async (v) => v}}}}',
      /uses an async function/,
    ],
    [
      'options.scales.y.ticks.callback',
      '{scales: {y: {ticks: {callback: (v) => /\\p{L}/u.test(v)}}}}',
      /a regular expression that cannot be used/,
    ],
  ])('that cannot be run are refused with the path %s', (path, options, reason) => {
    const refusal = refusalOf(bar(options));

    expect(refusal.path).toBe(path);
    expect(refusal.message).toContain(path);
    expect(refusal.message).toMatch(reason);
  });

  it('are limited in number and length', () => {
    const many = (count: number) =>
      bar(`{plugins: {datalabels: {color: [${Array.from({ length: count }, () => '() => 1').join()}]}}}`);

    expect(read(many(200)).spec.hasFunctions).toBe(true);
    expect(refusalOf(many(201)).message).toMatch(/at most 200 functions/);
    expect(
      refusalOf(bar(`{plugins: {datalabels: {formatter: () => '${'x'.repeat(10_000)}'}}}`)).message,
    ).toMatch(/at most 10000/);
  });

  it.each([
    ["{type: 'bar', data: {datasets: [{data: [1, () => 1]}]}}", 'data.datasets.0.data.1'],
    ["{type: 'bar', data: {datasets: [{data: {a: () => 1}}]}}", 'data.datasets.0.data.a'],
    ["{type: 'bar', data: {labels: [(x) => x], datasets: []}}", 'data.labels.0'],
  ])('are not accepted in place of data: %s', (chart, path) => {
    expect(refusalOf(chart).message).toBe(`Expected ${path} to be data but received a function`);
  });

  it('are not accepted in other forms', () => {
    expect(
      refusalOf(withOptions({ plugins: { datalabels: { formatter: { $function: 5 } } } })).message,
    ).toMatch(/Expected/);
    expect(refusalOf(withOptions({ a: { $function: 'process.exit()' } })).message).toMatch(/uses process/);
  });

  it('read gradients in texts of JSON', () => {
    const { spec } = read({
      type: 'bar',
      data: {
        datasets: [{ data: [1], backgroundColor: "getGradientFillHelper('vertical', ['red', 'blue'])" }],
      },
    });

    expect(spec.config.data.datasets[0]).toMatchObject({
      backgroundColor: { $gradient: { direction: 'vertical', colors: ['red', 'blue'] } },
    });
  });
});
