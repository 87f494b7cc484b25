import { describe, expect, it } from '@jest/globals';
import { ChartRefusedError } from '../rendering.errors.js';
import { requestFor } from '../testing/charts.js';

// The canvas reads this when it is loaded, so the modules that load it are imported after it.
process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
const { drawPicture } = await import('./draw-picture.js');

const data = { labels: ['one', 'two'], datasets: [{ label: 'Bars', data: [1, 2], backgroundColor: 'red' }] };
const $ = (source: string, more: object = {}) => ({ $function: source, ...more });

/** The picture of a chart as SVG, which holds the colour and outline of everything. */
async function draw(options: object, chartData: object = data, type = 'bar'): Promise<string> {
  const request = requestFor({ type, data: chartData, options });
  const spec = { ...request.spec, hasFunctions: true } as typeof request.spec;
  return Buffer.from(await drawPicture({ ...request, spec, format: 'svg' })).toString();
}

const ticks = (callback: unknown, axis = 'y') => ({ scales: { [axis]: { ticks: { callback } } } });
const labelled = (datalabels: object) => ({ plugins: { datalabels: { display: true, ...datalabels } } });

describe('pictures with functions', () => {
  it.each<[string, object, object]>([
    [
      'ticks',
      ticks($("(v) => v.toFixed(1) + '%'")),
      { scales: { y: { ticks: { callback: 'percentOf100' } } } },
    ],
    ['data labels', labelled({ formatter: $("(v) => v * 10 + '!'") }), labelled({})],
    ['colours', labelled({ color: $("(ctx) => (ctx.dataIndex === 1 ? '#123456' : 'blue')") }), labelled({})],
    [
      'a hidden label',
      labelled({ display: $('(ctx) => ctx.dataset.data[ctx.dataIndex] > 1') }),
      labelled({}),
    ],
    ['the legend', { plugins: { legend: { labels: { filter: $("(item) => item.text !== 'Bars'") } } } }, {}],
    [
      'a title',
      { plugins: { title: { display: true, text: $("(ctx) => 'of ' + ctx.chart.data.labels.length") } } },
      {},
    ],
    ['a font', ticks(undefined), { scales: { y: { ticks: { font: $('() => ({ size: 20 })') } } } }],
  ])('show what functions return for %s', async (_, withFunction, without) => {
    expect(await draw(withFunction)).not.toBe(await draw(without));
  });

  it.each<[string, object, object]>([
    ['a formatter', labelled({ formatter: $('(v) => v') }), labelled({})],
    ['the label of an axis', ticks($('function (v) { return this.getLabelForValue(v); }'), 'x'), {}],
    ['the label for Chart.js 2', ticks($('(v) => v', { $receives: 'labels' }), 'x'), {}],
    ['every item of the legend', { plugins: { legend: { labels: { filter: $('() => true') } } } }, {}],
  ])('are those without a function where it returns the same, for %s', async (_, withFunction, without) => {
    expect(await draw(withFunction)).toBe(await draw(without));
  });

  it('use data of the chart', async () => {
    const share = labelled({
      formatter: $(
        "(v, ctx) => Math.round(v / ctx.chart.data.datasets[0].data.reduce((a, b) => a + b) * 300) / 100 + ''",
      ),
    });

    expect(await draw(share)).toBe(await draw(labelled({ formatter: $('(v) => String(v)') })));
  });

  it('colour parts of a line', async () => {
    const line = (borderColor: unknown) => ({
      labels: ['a', 'b', 'c'],
      datasets: [{ data: [1, 3, 2], borderColor: '#ff0000', segment: { borderColor } }],
    });
    const down = $("(ctx) => (ctx.p0.parsed.y > ctx.p1.parsed.y ? '#010203' : undefined)");

    expect(await draw({}, line(down), 'line')).toMatch(/#010203|rgb\(1, ?2, ?3\)/i);
  });

  it.each([
    [
      'fails',
      ticks($('(v) => v.nothing.here')),
      /options\.scales\.y\.ticks\.callback, but it reads the property "here" of undefined/,
    ],
    ['has no end', ticks($('() => { for (;;); }')), /takes more than the 5,000,000 steps/],
    [
      'returns too much',
      { elements: { point: { radius: 3 } }, ...labelled({ borderWidth: $('() => 1e9') }) },
      /returns 1000000000; between -10000 and 10000/,
    ],
    [
      'changes the chart',
      labelled({ formatter: $('(v, ctx) => ctx.dataset.data.push(1)') }),
      /changes data of the chart/,
    ],
  ])('are refused where a function %s', async (_, options, reason) => {
    await expect(draw(options)).rejects.toThrow(ChartRefusedError);
    await expect(draw(options)).rejects.toThrow(reason);
  });

  it('show nothing of Chart.js and the canvas to functions', async () => {
    const names = [
      'ctx',
      'canvas',
      'config.plugins',
      'constructor',
      'options',
      'getContext',
      '$context',
      'platform',
      'destroy',
      '_options',
    ];
    const sources = names.map((name) => `ctx.chart.${name.replace('.', '?.')}`);
    const hidden = labelled({
      formatter: $(`(v, ctx) => [${sources.join()}].every((x) => x === undefined) ? 'hidden' : 'seen'`),
    });

    expect(await draw(hidden)).toBe(await draw(labelled({ formatter: $("() => 'hidden'") })));
  });
});
