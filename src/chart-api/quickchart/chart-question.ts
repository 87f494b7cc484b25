import { z } from 'zod';
import type { JsonValue } from '../../chart-spec/user-chart/user-chart.js';
import { InvalidInputError } from '../../platform/errors/catalogue.js';
import { refusal } from '../../platform/errors/expected.js';
import { PICTURE_FORMATS, type PictureFormat } from '../../rendering/chart-renderer.port.js';
import type { ChartFields } from './chart-fields.js';
import { isCssColor } from './css-color.js';

const LONGEST_SIDE = 10_000;
const FORMATS = Object.keys(PICTURE_FORMATS) as PictureFormat[];
const OTHER_NAMES: Readonly<Record<string, PictureFormat>> = { jpg: 'jpeg' };
const ENCODINGS = ['url', 'base64', 'base64url'] as const;
const DECIMAL = /^\d{1,10}(\.\d{1,10})?$/;

/** A field whose value is read by a function that gives undefined for what it refuses. */
function field<T>(name: string, what: string, read: (value: unknown) => T | undefined, fallback?: string) {
  return z.unknown().transform((given, context): T => {
    const value = read(given ?? fallback);
    if (value !== undefined) return value;
    context.addIssue(refusal(name, what, briefly(given)));
    return z.NEVER;
  });
}

/** What came, in a form that is short to write down however much it is. */
function briefly(given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given;
  if (!Array.isArray(given)) return 'an object';
  return given.every((one) => typeof one === 'string') ? given.slice(0, 3) : 'a list';
}

/** A field of a number, which addresses and forms hold as decimal digits. */
function numberField(name: string, what: string, fallback: string, fits: (value: number) => boolean) {
  const read = (given: unknown): number | undefined => {
    const isDecimal = typeof given === 'string' && DECIMAL.test(given.trim());
    const value = isDecimal ? Number(given) : given;
    return typeof value === 'number' && fits(value) ? value : undefined;
  };
  return field(name, what, read, fallback);
}

function sideField(name: string, fallback: string) {
  const fits = (value: number) => Number.isInteger(value) && value >= 1 && value <= LONGEST_SIDE;
  return numberField(name, `an integer between 1 and ${LONGEST_SIDE}`, fallback, fits);
}

function textField<T>(name: string, what: string, fallback: string, read: (text: string) => T | undefined) {
  const readText = (given: unknown) => (typeof given === 'string' ? read(given.trim()) : undefined);
  return field(name, what, readText, fallback);
}

/** What a chart is asked with; the defaults are QuickChart's. */
export const chartFieldsSchema = z.object({
  chart: field('chart', 'a specification of Chart.js, as an object or as text', (given) =>
    typeof given === 'string' || (typeof given === 'object' && !Array.isArray(given))
      ? (given as JsonValue)
      : undefined,
  ),
  width: sideField('width', '500'),
  height: sideField('height', '300'),
  format: textField('format', `one of ${FORMATS.join(', ')}`, 'png', (text) => {
    const name = OTHER_NAMES[text.toLowerCase()] ?? text.toLowerCase();
    return FORMATS.find((format) => format === name);
  }),
  backgroundColor: textField('backgroundColor', 'a colour of CSS', 'transparent', (text) =>
    isCssColor(text) ? text : undefined,
  ),
  devicePixelRatio: numberField(
    'devicePixelRatio',
    'a number between 0.1 and 8',
    '2',
    (value) => value >= 0.1 && value <= 8,
  ),
  version: field(
    'version',
    'a version of Chart.js, 2 to 4',
    (given) => {
      const text = String(given).trim();
      return /^[234](\.\d{1,3}){0,2}$/.test(text) ? text : undefined;
    },
    '2.9.4',
  ),
  encoding: textField('encoding', `one of ${ENCODINGS.join(', ')}`, 'url', (text) =>
    ENCODINGS.find((encoding) => encoding === text),
  ),
});

/** A chart as somebody asks for it. */
export type ChartQuestion = z.output<typeof chartFieldsSchema>;

/** @throws InvalidInputError that names each field which cannot be used */
export function readQuestion(fields: ChartFields): ChartQuestion {
  const { data, error } = chartFieldsSchema.safeParse(fields);
  if (data !== undefined) return data;
  throw new InvalidInputError(
    error.issues.map(({ path, message }) => ({ field: path.join('.'), sentence: message })),
  );
}
