import { describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue } from '../json.js';
import { translate } from '../testing/translated.js';

describe('translateV2 for axes', () => {
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
      'a hidden grid, which also hides the line of the axis',
      { gridLines: { display: false } },
      { grid: { display: false }, border: { display: false } },
    ],
    [
      'a title',
      { scaleLabel: { display: true, labelString: 'ms', fontColor: 'red', padding: 2 } },
      { title: { display: true, text: 'ms', color: 'red', padding: 2 } },
    ],
    [
      'unchanged options',
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

  it('renames axes by their letters, also in datasets and annotations', () => {
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

  it('accepts a single axis without an array', () => {
    expect(translate({ scales: { yAxes: { stacked: true } } }).options['scales']).toEqual({
      y: { stacked: true },
    });
  });

  it('moves bar widths from the axis to the bars', () => {
    expect(
      translate({ scales: { xAxes: [{ barPercentage: 0.5, maxBarThickness: 9 }] } }).options['datasets'],
    ).toEqual({
      bar: { barPercentage: 0.5, maxBarThickness: 9 },
    });
  });

  it('translates a radial axis', () => {
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
