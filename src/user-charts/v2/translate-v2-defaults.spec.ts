import { describe, expect, it } from '@jest/globals';
import { translate } from './testing/translated.js';

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
