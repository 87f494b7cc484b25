import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../json.js';
import { NO_LABELS, translate } from '../testing/translated.js';

describe('translateV2 for options', () => {
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
      'a disabled legend and title',
      { legend: false, title: false },
      { plugins: { legend: { display: false }, title: { display: false } } },
    ],
    ['the hole of a doughnut', { cutoutPercentage: 70 }, { cutout: '70%' }],
    [
      'a half doughnut',
      { rotation: -Math.PI, circumference: 3.14159265 },
      { rotation: -90, circumference: 180 },
    ],
    ['hidden lines', { showLines: false, spanGaps: true }, { showLine: false, spanGaps: true }],
    [
      'unchanged options',
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

describe('translateV2 for defaults', () => {
  it('starts at zero if the chart configures no axes', () => {
    for (const type of ['bar', 'line', 'scatter', 'bubble']) {
      expect(translate({}, type).options['scales']).toEqual({ y: { beginAtZero: true } });
    }
    expect(translate({}, 'pie').options['scales']).toBeUndefined();
  });

  it('starts bars at their smallest value if it does, like Chart.js 2', () => {
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

describe('translateV2 for annotations', () => {
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
