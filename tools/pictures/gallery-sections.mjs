/** The charts of docs/reference/gallery.md, by their names in the corpus, each with a sentence. */
export const SECTIONS = [
  {
    title: 'Bars',
    charts: [
      ['v4/bar-grouped', 'Grouped bars with a title.'],
      ['v4/bar-horizontal', 'Horizontal bars, longest first.'],
      ['v4/bar-stacked', 'Stacked bars: responses by status class.'],
      ['v4/bar-floating', 'Floating bars with rounded corners.'],
      ['v4/bar-logarithmic', 'A logarithmic axis whose ticks use a named formatter.'],
      ['v4/mixed-bar-line', 'A line over bars.'],
    ],
  },
  {
    title: 'Lines and areas',
    charts: [
      ['v4/line-curved', 'Curved lines: one with tension, and one that never overshoots its points.'],
      ['v4/line-area-between', 'The area between two lines.'],
      ['v4/line-stacked-area', 'Stacked areas.'],
      ['v4/line-two-axes', 'Two axes with different units.'],
      ['v4/line-10000-points', 'Ten thousand points.'],
    ],
  },
  {
    title: 'Round charts and points',
    charts: [
      ['v4/datalabels-pie', 'A pie with ratios as percentages.'],
      ['v4/doughnut-rings', 'A doughnut with two rings.'],
      ['v4/doughnut-half', 'A half doughnut with text in its centre.'],
      ['v4/polar-area', 'A polar area chart with its legend on the left.'],
      ['v4/radar', 'A radar chart: before and after.'],
      ['v4/bubble', 'A bubble chart.'],
      ['v4/mixed-scatter-trend', 'A scatter chart with a trend line.'],
    ],
  },
  {
    title: 'Plugins, time and text',
    charts: [
      ['v4/datalabels-bar', 'Labels and ticks with the formatter `compact`.'],
      ['v4/annotation-line', 'An objective and a release as annotations.'],
      ['v4/annotation-box', 'A box annotation that marks a weekend.'],
      ['v4/annotation-shapes', 'Ellipse and polygon annotations.'],
      ['v4/time-days', 'A time axis with true distances.'],
      ['v4/gradient-area', 'A gradient in the notation of QuickChart.'],
      ['v4/text-chinese-japanese', 'Chinese and Japanese text.'],
      ['v4/text-scripts', 'Other scripts, from left to right and from right to left, and signs.'],
    ],
  },
  {
    title: "QuickChart's types and plugins",
    charts: [
      ['v2/sparkline', 'A sparkline: a line without axes, for a table or a sentence.'],
      ['v2/progress-bar', 'Progress bars; the label of a short bar is next to it.'],
      ['v2/radial-gauge', 'A radial gauge with its own domain, and two lines of text in its centre.'],
      ['v2/gauge', 'A gauge with a needle and a label.'],
      ['v2/outlabeled-pie', 'A pie with labels around it.'],
      ['v2/outlabeled-doughnut', 'A doughnut with labels of two lines around it.'],
      ['v2/doughnut-label', 'A doughnut with a total in its hole.'],
      ['v2/rounded-bars', 'Bars with rounded corners.'],
      ['v2/color-scheme', 'A palette by name.'],
      ['v2/tick-format', 'Ticks and labels as amounts of money, and space below the legend.'],
      [
        'v2/pie-of-thirteen',
        'The default colours: adjacent parts differ, also where the last one touches the first.',
      ],
    ],
  },
  {
    title: 'Specifications for Chart.js 2',
    charts: [
      ['v2/horizontal-bar', 'A chart type that Chart.js 4 does not have.'],
      ['v2/two-axes', '`yAxes` with explicit ids.'],
      ['v2/annotation', 'Annotations for version 0.5 of the plugin.'],
    ],
  },
];
