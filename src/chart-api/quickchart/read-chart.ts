import type { RenderRequest } from '../../rendering/chart-renderer.port.js';
import { type PictureShape, refuseSize, usableSize } from '../../rendering/picture-size.js';
import { ChartRefusedError } from '../../rendering/rendering.errors.js';
import {
  ChartRefusal,
  type ReadChart,
  type TemplateValues,
  readUserChart,
} from '../../user-charts/user-chart.js';
import type { ChartApiSettings } from '../chart-api.settings.js';
import type { ChartReading } from './chart-readings.js';
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
  const pictureFormat = format === 'base64' ? 'png' : format;
  return { format: pictureFormat, widthPx: width, heightPx: height, pixelRatio };
}

/** How an answer with a picture looks. */
export interface AnswerShape extends PictureShape {
  /** Whether the answer is the picture as text in base64. */
  readonly asBase64: boolean;
}

/** The requested shape with defaults for invalid fields, for a picture that says what is wrong. */
export function usableShape(fields: Partial<ChartFields>, maxPixels: number): AnswerShape {
  const usable = Object.entries(chartFieldsSchema.shape).map(([name, schema]) => {
    const { data } = schema.safeParse(fields[name as keyof ChartFields]);
    return [name, data ?? schema.safeParse(undefined).data];
  });
  const parameters = Object.fromEntries(usable) as ChartParameters;
  return { ...usableSize(shapeOf(parameters), maxPixels), asBase64: parameters.format === 'base64' };
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
 * @param readings - the first one that is a chart is taken; if none is, the first one is refused
 * @throws InvalidInputError when a field is invalid
 * @throws ChartRefusedError when the specification is invalid
 */
export function readChart(readings: readonly ChartReading[], settings: ChartSettings): CheckedChart {
  let refusal: ChartRefusedError | undefined;
  for (const reading of readings) {
    try {
      return readOne(reading, settings);
    } catch (error) {
      if (!(error instanceof ChartRefusedError)) throw error;
      const hint = reading.hintFor?.(error) ?? '';
      refusal ??= hint === '' ? error : new ChartRefusedError(error.message + hint, error.details);
    }
  }
  throw refusal ?? new Error('Expected a request to have at least one reading');
}

function readOne(reading: ChartReading, settings: ChartSettings): CheckedChart {
  const encoded = parseParameters(reading.fields);
  const shape = shapeOf(encoded);
  // Before the specification is read, which can take a while.
  refuseSize(shape, settings.CHART_MAX_PIXELS);
  const parameters: ChartParameters = { ...encoded, chart: decodeChart(encoded), encoding: 'url' };
  const { spec, warnings } = readSpecification(parameters, reading.template, settings);
  return { parameters, request: { spec, ...shape }, warnings: [...(reading.warnings ?? []), ...warnings] };
}

function readSpecification(
  parameters: ChartParameters,
  template: TemplateValues | undefined,
  settings: ChartSettings,
): ReadChart {
  const limits = {
    maxBytes: settings.CHART_MAX_BYTES,
    maxDepth: settings.CHART_MAX_DEPTH,
    maxPoints: settings.CHART_MAX_POINTS,
  };
  const { chart, version } = parameters;
  try {
    return readUserChart({ chart, version, background: backgroundOf(parameters), template }, limits);
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
