import { describe, expect, it } from '@jest/globals';
import { read, withOptions } from '../testing/read.js';
import type { JsonObject } from '../json.js';
import { readUserChart } from '../user-chart.js';
import { LIMITS } from '../testing/read.js';
import { warnOfColors } from './check-colors.js';

function warnings(options: JsonObject): string[] {
  const sentences: string[] = [];
  warnOfColors(options, 'options', (sentence) => sentences.push(sentence));
  return sentences;
}

describe('warnOfColors', () => {
  it('names each property whose value is no colour', () => {
    expect(
      warnings({
        plugins: { title: { color: 'blu' }, datalabels: { textStrokeColor: '#ggg' } },
        scales: { y: { grid: { color: ['red', 'rgb(1,2)'] } } },
        borderColor: 5,
      }),
    ).toEqual([
      'options.plugins.title.color is not a colour: "blu"',
      'options.plugins.datalabels.textStrokeColor is not a colour: "#ggg"',
      'options.scales.y.grid.color.1 is not a colour: "rgb(1,2)"',
      'options.borderColor is not a colour: 5',
    ]);
  });

  it('accepts colours, what stands for one, and properties that are none', () => {
    expect(
      warnings({
        color: 'red',
        backgroundColor: ['#fff', 'rgba(1, 2, 3, .5)', null, 'transparent'],
        borderColor: { $gradient: { direction: 'both', colors: ['red', 'blue'] } },
        hoverBackgroundColor: 'blu',
        plugins: {
          colorschemes: { scheme: 'office.Excel16' },
          tooltip: { displayColors: true },
          colors: { enabled: true },
        },
        fontColor: '',
      }),
    ).toEqual([]);
  });

  it('looks into gradients', () => {
    expect(warnings({ color: { $gradient: { direction: 'both', colors: ['red', 'blu'] } } })).toEqual([
      'options.color.colors.1 is not a colour: "blu"',
    ]);
  });
});

describe('readUserChart with wrong colours', () => {
  it.each(['2', '4'])('warns with the path of the property as it was sent, for version %s', (version) => {
    const chart = {
      type: 'bar',
      data: { datasets: [{ data: [1], backgroundColor: ['blu'] }] },
      options: { legend: { labels: { fontColor: 'linear-gradient(red, blue)' } } },
    };

    expect(read(chart, version).warnings).toEqual(
      expect.arrayContaining([
        'data.datasets.0.backgroundColor.0 is not a colour: "blu"',
        'options.legend.labels.fontColor is not a colour: "linear-gradient(red, blue)"',
      ]),
    );
  });

  it('warns of the background', () => {
    const { warnings: sentences } = readUserChart(
      { chart: withOptions({}), version: '4', background: 'whit' },
      LIMITS,
    );

    expect(sentences).toEqual(['backgroundColor is not a colour: "whit"']);
  });
});
