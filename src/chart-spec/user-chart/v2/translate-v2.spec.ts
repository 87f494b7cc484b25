import { describe, expect, it } from '@jest/globals';
import type { ChartShape } from '../checks/check-shape.js';
import type { JsonObject, JsonValue } from '../json.js';
import { translateV2 } from './translate-v2.js';

function translate(options: JsonObject, type = 'scatter', dataset: JsonObject = {}) {
  const warnings: string[] = [];
  const data = { datasets: [{ data: [1, 2], ...dataset }] };
  const given: ChartShape = { type, data, options, others: [] };
  const before = structuredClone(given);
  const chart = translateV2(given, (sentence) => warnings.push(sentence));
  expect(given).toEqual(before);
  return { ...chart, warnings };
}

/** What is written for every chart that says nothing of labels. */
const NO_LABELS = { datalabels: { display: false } };

describe('translateV2, of options', () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      'a title',
      {
        title: {
          display: true,
          text: 'T',
          fontSize: 20,
          fontColor: 'red',
          fontStyle: 'bold italic',
          fontFamily: 'F',
          lineHeight: 2,
          fullWidth: true,
          padding: 3,
          position: 'bottom',
        },
      },
      {
        plugins: {
          title: {
            display: true,
            text: 'T',
            color: 'red',
            font: { size: 20, weight: 'bold', style: 'italic', family: 'F', lineHeight: 2 },
            fullSize: true,
            padding: 3,
            position: 'bottom',
          },
        },
      },
    ],
    [
      'a legend',
      {
        legend: {
          display: false,
          position: 'left',
          align: 'end',
          reverse: true,
          labels: { fontColor: 'red', fontStyle: '600', boxWidth: 9, usePointStyle: true, padding: 4 },
        },
      },
      {
        plugins: {
          legend: {
            display: false,
            position: 'left',
            align: 'end',
            reverse: true,
            labels: { color: 'red', font: { weight: '600' }, boxWidth: 9, usePointStyle: true, padding: 4 },
          },
        },
      },
    ],
    [
      'tooltips',
      { tooltips: { enabled: false, mode: 'index', titleFontSize: 9, bodyFontColor: 'red', xPadding: 2 } },
      {
        plugins: {
          tooltip: {
            enabled: false,
            mode: 'index',
            titleFont: { size: 9 },
            bodyColor: 'red',
            padding: { x: 2 },
          },
        },
      },
    ],
    [
      'elements',
      {
        elements: {
          rectangle: { borderWidth: 2 },
          line: { tension: 0.2 },
          point: { radius: 0 },
          arc: { borderColor: 'red' },
        },
      },
      {
        elements: {
          bar: { borderWidth: 2 },
          line: { tension: 0.2 },
          point: { radius: 0 },
          arc: { borderColor: 'red' },
        },
      },
    ],
    [
      'no legend and no title',
      { legend: false, title: false },
      { plugins: { legend: { display: false }, title: { display: false } } },
    ],
    ['the hole of a doughnut', { cutoutPercentage: 70 }, { cutout: '70%' }],
    [
      'a half doughnut',
      { rotation: -Math.PI, circumference: 3.14159265 },
      { rotation: -90, circumference: 180 },
    ],
    ['lines that are not shown', { showLines: false, spanGaps: true }, { showLine: false, spanGaps: true }],
    [
      'what is the same',
      { layout: { padding: 3 }, animation: false },
      { layout: { padding: 3 }, animation: false },
    ],
  ])('translates %s', (_, options, translated) => {
    const chart = translate(options, 'radar', { fill: false, tension: 0 });

    expect(chart.options).toEqual({
      ...translated,
      plugins: { ...(translated['plugins'] as JsonObject), ...NO_LABELS },
    });
    expect(chart.warnings).toEqual([]);
  });

  it('keeps the options of labels', () => {
    expect(translate({ plugins: { datalabels: { color: 'red' } } }, 'pie').options).toEqual({
      plugins: { datalabels: { color: 'red' } },
    });
  });
});

describe('translateV2, of axes', () => {
  const axis = (options: JsonObject) => {
    const { options: translated, warnings } = translate({ scales: { yAxes: [options] } });
    expect(warnings).toEqual([]);
    return (translated['scales'] as JsonObject)['y'];
  };

  it.each<[string, JsonObject, JsonObject]>([
    [
      'limits',
      { ticks: { min: 1, max: 9, suggestedMin: 2, suggestedMax: 8, beginAtZero: true, reverse: true } },
      { min: 1, max: 9, suggestedMin: 2, suggestedMax: 8, beginAtZero: true, reverse: true },
    ],
    [
      'ticks',
      {
        ticks: {
          stepSize: 2,
          maxTicksLimit: 5,
          fontColor: 'red',
          fontSize: 9,
          callback: 'percent',
          autoSkip: false,
        },
      },
      {
        ticks: {
          stepSize: 2,
          maxTicksLimit: 5,
          color: 'red',
          font: { size: 9 },
          callback: 'percent',
          autoSkip: false,
        },
      },
    ],
    [
      'a formatter by its old name',
      { ticks: { userCallback: 'percent' } },
      { ticks: { callback: 'percent' } },
    ],
    [
      'a grid',
      {
        gridLines: {
          color: 'red',
          lineWidth: 2,
          borderDash: [1, 2],
          drawBorder: false,
          tickMarkLength: 5,
          offsetGridLines: true,
        },
      },
      {
        grid: { color: 'red', lineWidth: 2, tickLength: 5, offset: true },
        border: { color: 'red', dash: [1, 2], display: false },
      },
    ],
    [
      'no grid, which took the line of the axis with it',
      { gridLines: { display: false } },
      { grid: { display: false }, border: { display: false } },
    ],
    [
      'a title',
      { scaleLabel: { display: true, labelString: 'ms', fontColor: 'red', padding: 2 } },
      { title: { display: true, text: 'ms', color: 'red', padding: 2 } },
    ],
    [
      'what is the same',
      { type: 'logarithmic', position: 'right', stacked: true, display: false, offset: true, labels: ['a'] },
      { type: 'logarithmic', position: 'right', stacked: true, display: false, offset: true, labels: ['a'] },
    ],
    [
      'time',
      {
        type: 'time',
        time: {
          unit: 'day',
          parser: 'YYYY',
          displayFormats: { day: 'MMM D' },
          min: 1,
          max: 2,
          unitStepSize: 3,
          tooltipFormat: 'll',
        },
      },
      {
        type: 'time',
        time: { unit: 'day', parser: 'YYYY', displayFormats: { day: 'MMM D' }, tooltipFormat: 'll' },
        min: 1,
        max: 2,
        ticks: { stepSize: 3 },
      },
    ],
    ['time as a series', { type: 'time', distribution: 'series' }, { type: 'timeseries' }],
  ])('translates %s', (_, options, translated) => {
    expect(axis(options)).toEqual(translated);
  });

  it('names axes by their letters, and datasets and annotations follow', () => {
    const yAxes: JsonValue[] = [{ id: 'left' }, { id: 'right', position: 'right' }];
    const scales = { xAxes: [{}], yAxes };
    const annotations: JsonValue[] = [
      { type: 'line', scaleID: 'right', value: 1 },
      { type: 'box', xScaleID: 'x-axis-0', yScaleID: 'y-axis-0' },
    ];
    const annotation = { annotations };
    const { options, data } = translate({ scales, annotation }, 'scatter', {
      yAxisID: 'right',
      xAxisID: 'x-axis-0',
    });

    expect(options['scales']).toEqual({ x: {}, y: {}, y1: { position: 'right' } });
    expect(data.datasets[0]).toMatchObject({ xAxisID: 'x', yAxisID: 'y1' });
    expect(options['plugins']).toMatchObject({
      annotation: { annotations: [{ scaleID: 'y1' }, { xScaleID: 'x', yScaleID: 'y' }] },
    });
  });

  it('takes a single axis without its brackets', () => {
    expect(translate({ scales: { yAxes: { stacked: true } } }).options['scales']).toEqual({
      y: { stacked: true },
    });
  });

  it('moves the widths of bars from their axis to the bars', () => {
    expect(
      translate({ scales: { xAxes: [{ barPercentage: 0.5, maxBarThickness: 9 }] } }).options['datasets'],
    ).toEqual({
      bar: { barPercentage: 0.5, maxBarThickness: 9 },
    });
  });

  it('translates the axis of a round chart', () => {
    const scale = {
      ticks: { beginAtZero: true, backdropPaddingX: 3 },
      pointLabels: { fontSize: 9 },
      angleLines: { color: 'red' },
      gridLines: { circular: true },
    };

    expect(translate({ scale, startAngle: 90 }, 'radar').options['scales']).toEqual({
      r: {
        beginAtZero: true,
        ticks: { backdropPadding: { x: 3 } },
        pointLabels: { font: { size: 9 } },
        angleLines: { color: 'red' },
        grid: { circular: true },
        startAngle: 90,
      },
    });
    expect(translate({ startAngle: -Math.PI / 2 }, 'polarArea').options['scales']).toEqual({
      r: { startAngle: 0 },
    });
  });
});

describe('translateV2, of annotations', () => {
  it('translates lines with their labels', () => {
    const line = {
      type: 'line',
      mode: 'vertical',
      value: 'May',
      borderColor: 'red',
      borderDash: [2, 2],
      label: {
        enabled: true,
        content: 'L',
        position: 'top',
        fontColor: 'red',
        fontStyle: 'normal',
        xPadding: 2,
        cornerRadius: 3,
      },
    };

    expect(
      translate({ annotation: { drawTime: 'afterDraw', annotations: [line] } }).options['plugins'],
    ).toEqual({
      ...NO_LABELS,
      annotation: {
        common: { drawTime: 'afterDraw' },
        annotations: [
          {
            type: 'line',
            scaleID: 'x',
            value: 'May',
            borderColor: 'red',
            borderDash: [2, 2],
            label: {
              display: true,
              content: 'L',
              position: 'start',
              color: 'red',
              font: { weight: 'normal' },
              padding: { x: 2 },
              borderRadius: 3,
            },
          },
        ],
      },
    });
  });
});

describe('translateV2, of datasets', () => {
  const dataset = (given: JsonObject, type = 'scatter', options: JsonObject = {}) =>
    translate(options, type, given).data.datasets[0] as JsonObject;

  it('renames properties', () => {
    expect(dataset({ lineTension: 0.3, steppedLine: 'before', fill: 'zero', pointRadius: 2 })).toEqual({
      data: [1, 2],
      tension: 0.3,
      stepped: 'before',
      fill: 'origin',
      pointRadius: 2,
    });
  });

  it('takes a time that is called t', () => {
    expect(dataset({ data: [{ t: 1, y: 2 }, { x: 3, t: 4 }, 5, null] })['data']).toEqual([
      { x: 1, y: 2 },
      { x: 3, t: 4 },
      5,
      null,
    ]);
  });

  it('fills lines and draws them straight, as QuickChart does', () => {
    expect(dataset({}, 'line')).toMatchObject({ fill: 'origin', tension: 0 });
    expect(dataset({}, 'radar')).toMatchObject({ fill: 'start', tension: 0 });
    expect(dataset({ type: 'line' }, 'bar')).toMatchObject({ fill: 'origin', tension: 0.4 });
    expect(dataset({ fill: false, lineTension: 1 }, 'line')).toMatchObject({ fill: false, tension: 1 });
    expect(dataset({}, 'line', { elements: { line: { fill: false, tension: 0.1 } } })).toEqual({
      data: [1, 2],
    });
    expect(dataset({ showLine: false }, 'line')).toMatchObject({ fill: false });
  });

  it('lays bars on their side', () => {
    const { type, options } = translate({}, 'horizontalBar');

    expect(type).toBe('bar');
    expect(options).toMatchObject({ indexAxis: 'y', scales: { x: { beginAtZero: true } } });
    expect(dataset({ type: 'horizontalBar' }, 'bar')).toMatchObject({ type: 'bar', indexAxis: 'y' });
  });
});

describe('translateV2, of what a chart leaves to defaults', () => {
  it('starts at zero where there is no word of axes', () => {
    for (const type of ['bar', 'line', 'scatter', 'bubble']) {
      expect(translate({}, type).options['scales']).toEqual({ y: { beginAtZero: true } });
    }
    expect(translate({}, 'pie').options['scales']).toBeUndefined();
  });

  it('starts bars at their smallest value where there is, as Chart.js 2 did', () => {
    expect(translate({ scales: { xAxes: [{}] } }, 'bar').options['scales']).toEqual({
      x: {},
      y: { beginAtZero: false },
    });
    expect(
      translate({ scales: { yAxes: [{ ticks: { beginAtZero: true } }] } }, 'bar').options['scales'],
    ).toEqual({
      y: { beginAtZero: true },
    });
  });

  it('starts stacked bars at zero', () => {
    const scales = { xAxes: [{ stacked: true }], yAxes: [{ stacked: true }] };

    expect(translate({ scales }, 'bar').options['scales']).toEqual({
      x: { stacked: true },
      y: { stacked: true },
    });
  });

  it('labels the parts of pies and doughnuts', () => {
    expect(translate({}, 'pie').options['plugins']).toEqual({ datalabels: { display: true } });
    expect(translate({}, 'bar').options['plugins']).toEqual({ datalabels: { display: false } });
  });
});

describe('translateV2, of what it does not know', () => {
  it.each<[string, JsonObject]>([
    ['options.zoom', { zoom: {} }],
    ['options.title.align2', { title: { align2: 1 } }],
    ['options.legend', { legend: 7 }],
    ['options.plugins.outlabels', { plugins: { outlabels: {} } }],
    ['options.scale.zoom', { scale: { zoom: 1 } }],
    [
      'options.scales.xAxes.0.gridLines.zeroLineColor',
      { scales: { xAxes: [{ gridLines: { zeroLineColor: 'red' } }] } },
    ],
    ['options.scales.xAxes.0.ticks.fixedStepSize', { scales: { xAxes: [{ ticks: { fixedStepSize: 1 } }] } }],
    ['options.annotation.zoom', { annotation: { zoom: 1 } }],
    ['options.annotation.annotations.0.onClick', { annotation: { annotations: [{ onClick: 1 }] } }],
  ])('names %s', (path, options) => {
    expect(translate(options).warnings).toEqual([
      `${path} is not translated from Chart.js 2: it is left out`,
    ]);
  });

  it('names properties of datasets', () => {
    expect(translate({}, 'scatter', { trendlineLinear: {} }).warnings).toEqual([
      'data.datasets.0.trendlineLinear is not translated from Chart.js 2: it is left out',
    ]);
  });

  it.each<[string, JsonObject]>([
    ['options.scales.y', { scales: { y: { min: 1 } } }],
    ['options.plugins.legend', { plugins: { legend: { display: false } } }],
    ['options.indexAxis', { indexAxis: 'y' }],
  ])('tells of %s which version has it', (path, options) => {
    expect(translate(options).warnings).toEqual([
      `${path} is not an option of Chart.js 2: it is left out; ask for version 4 to have it read`,
    ]);
  });

  it('refuses an axis that is none', () => {
    expect(() => translate({ scales: { yAxes: [7] as JsonValue } })).toThrow(
      'Expected options.scales.yAxes.0 to be an object but received 7',
    );
  });
});
