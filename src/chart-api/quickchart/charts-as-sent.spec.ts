// Charts with functions as QuickChart's users send them, from public issues, documentation and source files.
import { describe, expect, it } from '@jest/globals';
import { readUserChart } from '../../user-charts/user-chart.js';

// The canvas reads this when it is loaded, so the modules that load it are imported after it.
process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
const { createPixelCanvas } = await import('../../rendering/embedded/canvas.js');
const { drawChart, loadFunctions } = await import('../../rendering/embedded/chart.js');
await import('../../rendering/embedded/draw-picture.js');
await loadFunctions();

const LIMITS = { maxBytes: 100_000, maxDepth: 32, maxPoints: 1_000 };
const SIZE = { widthPx: 500, heightPx: 300, pixelRatio: 1 };

/** The texts that a chart draws, and the sentences about what it does not draw. */
function drawn(chart: string, version = '2') {
  const { spec, warnings } = readUserChart({ chart, version, background: 'white' }, LIMITS);
  const sheet = createPixelCanvas(SIZE.widthPx, SIZE.heightPx);
  const context = sheet.getContext('2d');
  const fillText = context.fillText.bind(context);
  const texts: string[] = [];
  context.fillText = (text: unknown, ...position) => {
    texts.push(String(text));
    fillText(text as string, ...position);
  };
  drawChart(sheet, { spec: structuredClone(spec), ...SIZE }, () => undefined);
  return { texts, warnings };
}

const bar = (options: string, values = '[50, 0, 70]') =>
  `{type: 'bar', data: {labels: ['Q1', 'Q2', 'Q3'], datasets: [{label: 'Users', data: ${values}}]}, options: ${options}}`;
const labelled = (formatter: string) =>
  bar(`{plugins: {datalabels: {display: true, formatter: ${formatter}}}}`);
const ticks = (callback: string) =>
  bar(`{scales: {yAxes: [{ticks: {beginAtZero: true, stepSize: 35, max: 70, callback: ${callback}}}]}}`);

describe('charts with functions, as people send them', () => {
  const rows: [what: string, chart: string, texts: string[], version?: string][] = [
    [
      'names decades only',
      `{type: 'line', data: {labels: ['a', 'b'], datasets: [{data: [0.1, 10]}]}, options: {scales: {yAxes: [{type: 'logarithmic', ticks: {callback: function (v) { if (v == .1 || v == 1 || v == 10) { return v + ' per minute'; } }}}]}}}`,
      ['0.1 per minute', '1 per minute', '10 per minute'],
    ],
    ['returns the value', ticks('function (v) { return v; }'), ['0', '35', '70']],
    ['adds a percent sign', labelled("function (val, ctx) { return val + '%'; }"), ['50%', '0%', '70%']],
    ['adds a currency', ticks("function(value){return'$'+value;}"), ['$0', '$35', '$70']],
    [
      'is the text of JSON',
      `{"type":"bar","data":{"labels":["a"],"datasets":[{"data":[70]}]},"options":{"scales":{"yAxes":[{"ticks":{"beginAtZero":true,"stepSize":35,"callback":"function(v){return v+'%';}"}}]}}}`,
      ['0%', '35%', '70%'],
    ],
    ['hides zeros', labelled('(v, ctx) => { if (v > 0) return v; else return "" }'), ['50', '70']],
    ['adds a unit', labelled('(v)=>v+" GiB/s"'), ['50 GiB/s', '0 GiB/s', '70 GiB/s']],
    [
      'hides zeros by a ternary',
      labelled('(value) => { return value > 0 ? value : ""; }'),
      ['50', '70'],
      '3',
    ],
    [
      'filters the legend',
      bar("{legend: {labels: {filter: function (item) { return ['Users'].includes(item.text); }}}}"),
      ['Users'],
    ],
    [
      'shows labels by a condition',
      bar('{plugins: {datalabels: {display: function (ctx) { return !!ctx.dataset.data[ctx.dataIndex]; }}}}'),
      ['50', '70'],
    ],
    [
      'names the slice',
      `{type: 'pie', data: {labels: ['Ann', 'Bob'], datasets: [{data: [1, 2]}]}, options: {plugins: {datalabels: {formatter: (val, ctx) => ctx.chart.data.labels[ctx.dataIndex]}}}}`,
      ['Ann', 'Bob'],
    ],
    [
      'shows every second label',
      bar(
        "{scales: {x: {ticks: {callback: function (v, i) { return i % 2 === 0 ? this.getLabelForValue(v) : ''; }}}}}",
      ),
      ['Q1', 'Q3'],
      '4',
    ],
    [
      'cuts long labels',
      `{type: 'bar', data: {labels: ['A label that is long'], datasets: [{data: [1]}]}, options: {scales: {xAxes: [{ticks: {callback: (v) => { if (v.length > 15) { return v.slice(0, 13) + "..."; } return v; }}}]}}}`,
      ['A label that ...'],
    ],
    [
      'shows the share of the total',
      labelled(
        "(value, ctx) => { let sum = 0; let dataArr = ctx.chart.data.datasets[0].data; dataArr.map(data => { sum += data; }); let percentage = (value * 100 / sum).toFixed(2) + '%'; return percentage; }",
      ),
      ['41.67%', '0.00%', '58.33%'],
    ],
    [
      'groups thousands',
      bar(
        "{plugins: {datalabels: {display: true, formatter: (v) => v.toString().replace(/\\B(?=(\\d{3})+(?!\\d))/g, ',')}}}",
        '[1234567, 1000, 12]',
      ),
      ['1,234,567', '1,000', '12'],
    ],
    [
      'formats by locale',
      bar(
        "{plugins: {datalabels: {display: true, formatter: (v) => new Intl.NumberFormat('de-DE', {style: 'currency', currency: 'EUR'}).format(v)}}}",
        '[1234.5, 0, 1]',
      ),
      ['1.234,50\u00a0€', '0,00\u00a0€', '1,00\u00a0€'],
    ],
    [
      'abbreviates',
      bar(
        "{plugins: {datalabels: {display: true, formatter: (v) => v >= 1e6 ? (v / 1e6).toFixed(1) + 'M' : v >= 1e3 ? Math.round(v / 1e3) + 'K' : `${v}`}}}",
        '[2500000, 4200, 7]',
      ),
      ['2.5M', '4K', '7'],
    ],
    [
      'formats dates',
      `{type: 'line', data: {labels: ['2024-03-01', '2024-03-02'], datasets: [{data: [1, 2]}]}, options: {scales: {xAxes: [{ticks: {callback: (v) => new Date(v).toLocaleDateString('en-US', {month: 'short', day: 'numeric'})}}]}}}`,
      ['Mar 1', 'Mar 2'],
    ],
    [
      'is shortened by a tool',
      bar('{legend:!1,plugins:{datalabels:{display:!0,formatter:t=>t+"x"}}}'),
      ['50x', '0x', '70x'],
    ],
  ];

  it.each(rows.map(([what, chart, texts, version = '2']) => [what, chart, texts, version] as const))(
    'one that %s',
    (_, chart, texts, version) => {
      const { texts: found, warnings } = drawn(chart, version);

      expect(found).toEqual(expect.arrayContaining(texts));
      expect(warnings).toEqual([]);
    },
  );

  it.each<[string, string, string]>([
    ['zeros', labelled('(v) => v > 0 ? v : ""'), '0'],
    ['labels that return null', labelled('(v) => v > 0 ? v + "!" : null'), '0!'],
  ])('leave out %s', (_, chart, text) => {
    expect(
      drawn(
        chart
          .replace("'Q2'", "'Q2'")
          .replace('options: {', 'options: {scales: {yAxes: [{display: false}]}, '),
      ).texts,
    ).not.toContain(text);
  });

  it.each([
    [
      'half a ring',
      '{type: "doughnut", data: {datasets: [{data: [1, 2]}]}, options: {rotation: Math.PI, circumference: Math.PI}}',
      { rotation: 270, circumference: 180 },
    ],
    [
      'a negative angle',
      '{type: "doughnut", data: {datasets: [{data: [1, 2]}]}, options: {rotation: -Math.PI / 2, circumference: 2 * Math.PI}}',
      { rotation: 0, circumference: 360 },
    ],
    [
      'flags',
      '{type: "bar", data: {datasets: [{data: [1]}]}, options: {spanGaps: !1, showLines: !0}}',
      { spanGaps: false, showLine: true },
    ],
  ])('have constants: %s', (_, chart, options) => {
    expect(
      readUserChart({ chart, version: '2', background: 'white' }, LIMITS).spec.config.options,
    ).toMatchObject(options);
  });

  it('compute their data', () => {
    const { spec } = readUserChart(
      {
        chart:
          "{type: 'line', data: {labels: `3;1`.split(';'), datasets: [{data: (() => { const d = []; for (let i = 0; i < 3; i++) d.push(i * i); return d; })()}]}}",
        version: '4',
        background: 'white',
      },
      LIMITS,
    );

    expect(spec.config.data).toMatchObject({ labels: ['3', '1'], datasets: [{ data: [0, 1, 4] }] });
  });
});
