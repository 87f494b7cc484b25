import { InvalidInputError } from '../../platform/errors.js';
import type { RenderRequest } from '../../rendering/chart-renderer.port.js';
import { mostPixels } from '../../rendering/picture-formats.js';
import { ChartRefusedError } from '../../rendering/rendering.errors.js';
import { ChartRefusal, type ReadChart, readUserChart } from '../../user-charts/user-chart.js';
import type { ChartApiSettings } from '../chart-api.settings.js';
import {
  type ChartFields,
  type ChartParameters,
  chartFieldsSchema,
  decodeChart,
  parseParameters,
} from './chart-request.schema.js';

/** The size and the format of a picture. */
export type PictureShape = Omit<RenderRequest, 'spec'>;

// Their pictures are the same at every pixel ratio, so all ratios share one cache entry.
const VECTOR_FORMATS: readonly string[] = ['svg', 'pdf'];

/** @throws InvalidInputError when the picture would have no pixels, or more than the limit */
export function shapeOf(
  { width, height, format, devicePixelRatio }: Omit<ChartParameters, 'chart'>,
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

/** The requested shape with defaults for invalid fields, for a picture that says what is wrong. */
export function usableShape(fields: Partial<ChartFields>, maxPixels: number): PictureShape {
  const usable = Object.entries(chartFieldsSchema.shape).map(([name, schema]) => {
    const { data } = schema.safeParse(fields[name as keyof ChartFields]);
    return [name, data ?? schema.safeParse(undefined).data];
  });
  const parameters = Object.fromEntries(usable) as ChartParameters;
  try {
    return shapeOf(parameters, maxPixels);
  } catch {
    return { format: parameters.format, widthPx: 500, heightPx: 300, pixelRatio: 1 };
  }
}

type ChartSettings = Pick<
  ChartApiSettings,
  'CHART_MAX_BYTES' | 'CHART_MAX_DEPTH' | 'CHART_MAX_POINTS' | 'CHART_MAX_PIXELS'
>;

/** A chart that was read and checked completely. */
interface CheckedChart {
  /** The parameters of the request, with the specification decoded. */
  readonly parameters: ChartParameters;
  readonly request: RenderRequest;
  /** One sentence for each part of the specification that is not drawn. */
  readonly warnings: readonly string[];
}

/**
 * Reads and checks a requested chart without running any of it and without a render worker.
 *
 * @throws InvalidInputError when a field is invalid
 * @throws ChartRefusedError when the specification is invalid
 */
export function readChart(fields: ChartFields, settings: ChartSettings): CheckedChart {
  const encoded = parseParameters(fields);
  const shape = shapeOf(encoded, settings.CHART_MAX_PIXELS);
  const parameters: ChartParameters = { ...encoded, chart: decodeChart(encoded), encoding: 'url' };
  const { spec, warnings } = readSpecification(parameters, settings);
  return { parameters, request: { spec, ...shape }, warnings };
}

function readSpecification(parameters: ChartParameters, settings: ChartSettings): ReadChart {
  const limits = {
    maxBytes: settings.CHART_MAX_BYTES,
    maxDepth: settings.CHART_MAX_DEPTH,
    maxPoints: settings.CHART_MAX_POINTS,
  };
  const { chart, version } = parameters;
  try {
    return readUserChart({ chart, version, background: backgroundOf(parameters) }, limits);
  } catch (error) {
    if (error instanceof ChartRefusal) throw refused(error);
    throw error;
  }
}

/** JPEG has no transparency; encoders turn transparent pixels black. */
function backgroundOf({ backgroundColor, format }: ChartParameters): string {
  return format === 'jpeg' && backgroundColor.toLowerCase() === 'transparent' ? 'white' : backgroundColor;
}

function refused({ message, place, path }: ChartRefusal): ChartRefusedError {
  return new ChartRefusedError(message, { ...place, ...(path === undefined ? {} : { path }) });
}
