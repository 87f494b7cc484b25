import { z } from 'zod';
import { InvalidInputError } from '../../platform/errors.js';
import { refusal } from '../../platform/validation.js';
import { PICTURE_FORMATS, type PictureFormat } from '../../rendering/chart-renderer.port.js';
import { formatNamed } from '../../rendering/picture-formats.js';
import type { JsonValue } from '../../user-charts/user-chart.js';
import { googleImageChartRefusal } from './google-image-charts.js';

// https://www.w3.org/TR/css-color-4/#named-colors
const NAMED_COLORS = new Set(
  `aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
  cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray
  darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen
  darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue
  firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew
  hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
  lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray
  lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue
  mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred
  midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid
  palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple
  rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue
  slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow
  yellowgreen transparent`.split(/\s+/),
);

const HEX = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i;
const FUNCTION = /^(rgb|hsl)a?\( *-?[\d.]+(deg|%)?( *[ ,/] *-?[\d.]+%?){2,3} *\)$/i;
const LONGEST = 64;

/** Whether a text is a colour that every canvas knows; canvases draw unknown colours in black. */
export function isCssColor(text: string): boolean {
  if (text.length > LONGEST) return false;
  return NAMED_COLORS.has(text.toLowerCase()) || HEX.test(text) || FUNCTION.test(text);
}

// QuickChart's parameters, by their short and long names.
// https://quickchart.io/documentation/usage/parameters/
const FIELD_NAMES = {
  chart: ['c', 'chart'],
  width: ['w', 'width'],
  height: ['h', 'height'],
  format: ['f', 'format'],
  backgroundColor: ['bkg', 'backgroundColor'],
  devicePixelRatio: ['devicePixelRatio'],
  version: ['v', 'version'],
  encoding: ['encoding'],
} as const;

/** The unchecked values of a request by their long names; absent and empty ones are undefined. */
export type ChartFields = Readonly<Record<keyof typeof FIELD_NAMES, unknown>>;

/** Whether a parameter of this name holds a specification. */
export function isChartName(name: string): boolean {
  return FIELD_NAMES.chart.some((known) => known === name);
}

/**
 * Picks a chart's fields by their short or long names; like QuickChart, it ignores other names.
 *
 * @throws InvalidInputError when both names of a field are present, or for a Google image chart
 */
export function chartFieldsOf(values: Readonly<Record<string, unknown>>): ChartFields {
  const fields = Object.entries(FIELD_NAMES).map(([field, names]) => {
    const present = names.filter((name) => !isEmpty(values[name]));
    if (field === 'chart' && present.length === 0 && !isEmpty(values['cht'])) {
      throw googleImageChartRefusal(values['cht']);
    }
    if (present.length > 1) {
      const sentence = `Expected ${field} to be given once but received ${present.join(' and ')}`;
      throw InvalidInputError.of(field, sentence);
    }
    return [field, present[0] === undefined ? undefined : values[present[0]]];
  });
  return Object.fromEntries(fields) as ChartFields;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

const LONGEST_SIDE = 10_000;

/** The formats of answers: those of pictures, and a PNG as text in base64. */
export type AnswerFormat = PictureFormat | 'base64';
export const ANSWER_FORMATS = [...Object.keys(PICTURE_FORMATS), 'base64'] as readonly AnswerFormat[];
const ENCODINGS = ['url', 'base64', 'base64url'] as const;
const DECIMAL = /^\d{1,10}(\.\d{1,10})?$/;

/** A field whose value is read by a function that returns undefined for what it refuses. */
function field<T>(name: string, what: string, read: (value: unknown) => T | undefined, fallback?: string) {
  return z.unknown().transform((given, context): T => {
    const value = read(given ?? fallback);
    if (value !== undefined) return value;
    context.addIssue(refusal(name, what, summaryOf(given)));
    return z.NEVER;
  });
}

/** A received value in a few words, however large it is. */
function summaryOf(given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given;
  if (!Array.isArray(given)) return 'an object';
  return given.every((one) => typeof one === 'string') ? given.slice(0, 3) : 'a list';
}

/** A field with a number, which addresses and forms write in decimal digits. */
function numberField(name: string, what: string, fallback: string, fits: (value: number) => boolean) {
  const read = (given: unknown): number | undefined => {
    const isDecimal = typeof given === 'string' && DECIMAL.test(given.trim());
    const value = isDecimal ? Number(given) : given;
    return typeof value === 'number' && fits(value) ? value : undefined;
  };
  return field(name, what, read, fallback);
}

// A unit or a slip after the number, as in `400px`. With digits in it the number would be another one: `4e2`, `1,000`.
const SIDE = /^(["']?)(\d{1,10})(?:\.\d{0,20})?[^\d.,]{0,10}\1$/;

/** A width or a height; of text, what `parseInt` reads, as in QuickChart. */
function sideField(name: string, fallback: string) {
  const read = (given: unknown): number | undefined => {
    const value = typeof given === 'string' ? Number(SIDE.exec(given.trim())?.[2]) : given;
    if (typeof value !== 'number') return undefined;
    const side = Math.floor(value);
    return side >= 1 && side <= LONGEST_SIDE ? side : undefined;
  };
  return field(name, `an integer between 1 and ${LONGEST_SIDE}`, read, fallback);
}

function textField<T>(name: string, what: string, fallback: string, read: (text: string) => T | undefined) {
  const readText = (given: unknown) => (typeof given === 'string' ? read(given.trim()) : undefined);
  return field(name, what, readText, fallback);
}

/** The parameters of a chart; the defaults are QuickChart's. */
export const chartFieldsSchema = z.object({
  chart: field('chart', 'a Chart.js specification, as an object or as text', (given) =>
    typeof given === 'string' || (typeof given === 'object' && !Array.isArray(given))
      ? (given as JsonValue)
      : undefined,
  ),
  width: sideField('width', '500'),
  height: sideField('height', '300'),
  format: textField('format', `one of ${ANSWER_FORMATS.join(', ')}`, 'png', (text) =>
    formatNamed(text, ANSWER_FORMATS),
  ),
  backgroundColor: textField('backgroundColor', 'a CSS colour', 'transparent', (text) =>
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
    'a Chart.js version from 2 to 4',
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

/** A chart as requested. */
export type ChartParameters = z.output<typeof chartFieldsSchema>;

/** @throws InvalidInputError naming each invalid field */
export function parseParameters(fields: ChartFields): ChartParameters {
  const { data, error } = chartFieldsSchema.safeParse(fields);
  if (data !== undefined) return data;
  throw InvalidInputError.ofIssues(error.issues);
}

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Decodes the specification of a chart.
 *
 * Both alphabets of base64 are accepted under either name, because clients mix them up.
 *
 * @throws InvalidInputError when it is not in its encoding
 */
export function decodeChart({
  chart,
  encoding,
}: Pick<ChartParameters, 'chart' | 'encoding'>): string | JsonValue {
  if (encoding === 'url') return chart;
  if (typeof chart !== 'string') throw notEncoded(encoding, 'an object');
  // An unescaped plus sign reaches a server as a space; base64 itself has no spaces.
  const text = chart.replaceAll(' ', '+').replace(/[\r\n]/g, '');
  if (!BASE64.test(text)) throw notEncoded(encoding, chart);
  try {
    return utf8.decode(Buffer.from(text, 'base64'));
  } catch {
    throw notEncoded(encoding, chart);
  }
}

function notEncoded(encoding: string, received: unknown): InvalidInputError {
  const sentence = refusal('chart', `UTF-8 text encoded as ${encoding}`, received);
  return InvalidInputError.of('chart', sentence);
}
