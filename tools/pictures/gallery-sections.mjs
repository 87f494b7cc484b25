/** What docs/gallery.md shows, by the names of the corpus, each with a sentence. */
export const SECTIONS = [
  {
    title: 'Bars',
    charts: [
      ['v4/bar-grouped', 'Groups of bars with a title.'],
      ['v4/bar-horizontal', 'Bars that lie, longest first.'],
      ['v4/bar-stacked', 'Answers by their status, one above the other.'],
      ['v4/bar-floating', 'Bars from one value to another, with round corners.'],
      ['v4/bar-logarithmic', 'Powers of ten on a logarithmic axis, its ticks printed by a named formatter.'],
      ['v4/mixed-bar-line', 'A line in front of bars.'],
    ],
  },
  {
    title: 'Lines and areas',
    charts: [
      ['v4/line-curved', 'Curves: one bent, one that never overshoots its points.'],
      ['v4/line-area-between', 'The area between two lines.'],
      ['v4/line-stacked-area', 'Areas on top of each other.'],
      ['v4/line-two-axes', 'Two axes, each with its own unit.'],
      ['v4/line-10000-points', 'Ten thousand points.'],
    ],
  },
  {
    title: 'Round charts and points',
    charts: [
      ['v4/datalabels-pie', 'A pie whose ratios are printed as percentages.'],
      ['v4/doughnut-rings', 'Two rings.'],
      ['v4/doughnut-half', 'Half a doughnut with a text in its middle.'],
      ['v4/polar-area', 'A polar area chart, its legend at the left.'],
      ['v4/radar', 'Before and after, on a radar.'],
      ['v4/bubble', 'Bubbles.'],
      ['v4/mixed-scatter-trend', 'Points and their trend.'],
    ],
  },
  {
    title: 'Plugins, time and text',
    charts: [
      ['v4/datalabels-bar', 'Labels and ticks printed by the formatter `compact`.'],
      ['v4/annotation-line', 'An objective and a release, drawn as annotations.'],
      ['v4/annotation-box', 'A weekend behind the bars.'],
      ['v4/annotation-shapes', 'An ellipse and a hexagon.'],
      ['v4/time-days', 'An axis of time, whose distances are true.'],
      ['v4/gradient-area', 'A gradient, asked for as QuickChart does.'],
      ['v4/text-chinese-japanese', 'Chinese and Japanese.'],
    ],
  },
  {
    title: 'Specifications for Chart.js 2',
    charts: [
      ['v2/horizontal-bar', 'A type that Chart.js 4 does not have.'],
      ['v2/two-axes', '`yAxes` with names of their own.'],
      ['v2/annotation', 'Annotations as version 0.5 of the plugin wrote them.'],
    ],
  },
];
