import { createRequire } from 'node:module';
import type * as ChartJs from 'chart.js';
import type AnnotationPlugin from 'chartjs-plugin-annotation';
import type LabelsPlugin from 'chartjs-plugin-datalabels';
import { utcDates } from './date-adapter.js';
import { FONT_FAMILY } from './fonts.js';

// The plugins require the CommonJS build of Chart.js. Imported, Chart.js would be its ES build, a second library
// whose elements the plugins do not recognise.
const require = createRequire(import.meta.url);
const chartJs = require('chart.js') as typeof ChartJs;
const annotation = require('chartjs-plugin-annotation') as typeof AnnotationPlugin;
const labels = require('chartjs-plugin-datalabels') as typeof LabelsPlugin;

export const { Chart } = chartJs;

const { _adapters, registerables, Tooltip } = chartJs;
Chart.register(...registerables, annotation, labels);
// A picture has no pointer above it.
Chart.unregister(Tooltip);
_adapters._date.override(utcDates);

// A picture neither moves nor answers, and takes nothing from the machine it is drawn on.
Chart.defaults.locale = 'en-US';
Chart.defaults.font.family = FONT_FAMILY;
// Without this, a dataset that has no name is called "undefined".
Chart.defaults.plugins.legend.labels.filter = ({ text }) => (text as unknown) !== undefined;
