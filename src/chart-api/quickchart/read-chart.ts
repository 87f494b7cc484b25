import { ChartRefusedError } from '../../rendering/rendering.errors.js';
import { InvalidInputError } from '../../platform/errors.js';
import type { ChartApiSettings } from '../chart-api.settings.js';
import type { RenderRequest } from '../../rendering/chart-renderer.port.js';
import { mostPixels } from '../../rendering/picture-formats.js';
import { ChartRefusal, type ReadChart, readUserChart } from '../../user-charts/user-chart.js';
import {
  type ChartFields,
  type ChartQuestion,
  chartFieldsSchema,
  decodeChart,
  readQuestion,
} from './chart.request.js';

/** All of a picture but what it shows. */
export type PictureShape = Omit<RenderRequest, 'spec'>;

// Their pictures are the same at every ratio, so that all may be one in a cache.
const VECTOR_FORMATS: readonly string[] = ['svg', 'pdf'];

/** @throws InvalidInputError when the picture would have more pixels than it may, or none */
export function shapeOf(
  { width, height, format, devicePixelRatio }: Omit<ChartQuestion, 'chart'>,
  maxPixels: number,
): PictureShape {
  const pixelRatio = VECTOR_FORMATS.includes(format) ? 1 : devicePixelRatio;
  const pixelsWide = Math.round(width * pixelRatio);
  const pixelsHigh = Math.round(height * pixelRatio);
  const pixels = pixelsWide * pixelsHigh;
  const most = mostPixels(format, maxPixels);
  if (pixels < 1 || pixels > most) {
    const sentence = `Expected width times height, each times devicePixelRatio, to be 1 to ${most} pixels of ${format} but received ${pixelsWide} x ${pixelsHigh}`;
    throw InvalidInputError.of('width', sentence);
  }
  return { format, widthPx: width, heightPx: height, pixelRatio };
}

/** The shape that was asked for, as far as it can be used; for a picture that says what is wrong. */
export function usableShape(fields: Partial<ChartFields>, maxPixels: number): PictureShape {
  const usable = Object.entries(chartFieldsSchema.shape).map(([name, schema]) => {
    const { data } = schema.safeParse(fields[name as keyof ChartFields]);
    return [name, data ?? schema.safeParse(undefined).data];
  });
  const question = Object.fromEntries(usable) as ChartQuestion;
  try {
    return shapeOf(question, maxPixels);
  } catch {
    return { format: question.format, widthPx: 500, heightPx: 300, pixelRatio: 1 };
  }
}

type ChartSettings = Pick<
  ChartApiSettings,
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
