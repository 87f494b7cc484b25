import type { RenderRequest } from '../../rendering/chart-renderer.port.js';
import { type PictureShape, refuseSize, usableSize } from '../../rendering/picture-size.js';
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

// Their pictures are the same at every pixel ratio, so all ratios share one cache entry.
const VECTOR_FORMATS: readonly string[] = ['svg', 'pdf'];

export function shapeOf({
  width,
  height,
  format,
  devicePixelRatio,
}: Omit<ChartParameters, 'chart'>): PictureShape {
  const pixelRatio = VECTOR_FORMATS.includes(format) ? 1 : devicePixelRatio;
  return { format, widthPx: width, heightPx: height, pixelRatio };
}

/** The requested shape with defaults for invalid fields, for a picture that says what is wrong. */
export function usableShape(fields: Partial<ChartFields>, maxPixels: number): PictureShape {
  const usable = Object.entries(chartFieldsSchema.shape).map(([name, schema]) => {
    const { data } = schema.safeParse(fields[name as keyof ChartFields]);
    return [name, data ?? schema.safeParse(undefined).data];
  });
  const parameters = Object.fromEntries(usable) as ChartParameters;
  return usableSize(shapeOf(parameters), maxPixels);
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
  const shape = shapeOf(encoded);
  // Before the specification is read, which can take a while.
  refuseSize(shape, settings.CHART_MAX_PIXELS);
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
