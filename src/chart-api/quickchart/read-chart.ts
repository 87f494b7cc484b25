import { ChartRefusal, readUserChart, type ReadChart } from '../../chart-spec/user-chart/user-chart.js';
import type { AgentSettings } from '../../platform/config/agent.settings.js';
import { ChartRefusedError } from '../../platform/errors/catalogue.js';
import type { RenderRequest } from '../../rendering/chart-renderer.port.js';
import type { ChartFields } from './chart-fields.js';
import { type ChartQuestion, readQuestion } from './chart-question.js';
import { decodeChart } from './decode-chart.js';
import { shapeOf } from './picture-shape.js';

export type ChartSettings = Pick<
  AgentSettings,
  'CHART_MAX_BYTES' | 'CHART_MAX_DEPTH' | 'CHART_MAX_POINTS' | 'CHART_MAX_PIXELS'
>;

/** A chart that was asked for, read to its end: nothing of it needs checking any more. */
export interface AskedChart {
  /** What was asked, its specification out of its encoding. */
  readonly question: ChartQuestion;
  readonly request: RenderRequest;
  /** One sentence for each thing of the specification that is not drawn. */
  readonly warnings: readonly string[];
}

/**
 * Reads what somebody asks for; nothing of it is run, and no worker is asked.
 *
 * @throws InvalidInputError when a field cannot be used
 * @throws ChartRefusedError when the specification cannot be
 */
export function readChart(fields: ChartFields, settings: ChartSettings): AskedChart {
  const asked = readQuestion(fields);
  const shape = shapeOf(asked, settings.CHART_MAX_PIXELS);
  const question: ChartQuestion = { ...asked, chart: decodeChart(asked), encoding: 'url' };
  const { spec, warnings } = readSpecification(question, settings);
  return { question, request: { spec, ...shape }, warnings };
}

function readSpecification(question: ChartQuestion, settings: ChartSettings): ReadChart {
  const limits = {
    maxBytes: settings.CHART_MAX_BYTES,
    maxDepth: settings.CHART_MAX_DEPTH,
    maxPoints: settings.CHART_MAX_POINTS,
  };
  const { chart, version } = question;
  try {
    return readUserChart({ chart, version, background: backgroundOf(question) }, limits);
  } catch (error) {
    if (error instanceof ChartRefusal) throw refused(error);
    throw error;
  }
}

/** JPEG has no transparent pixels; encoders take them for black. */
function backgroundOf({ backgroundColor, format }: ChartQuestion): string {
  return format === 'jpeg' && backgroundColor.toLowerCase() === 'transparent' ? 'white' : backgroundColor;
}

function refused({ message, place, path }: ChartRefusal): ChartRefusedError {
  return new ChartRefusedError(message, { ...place, ...(path === undefined ? {} : { path }) });
}
