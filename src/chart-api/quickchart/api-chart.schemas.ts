import { PICTURE_FORMATS } from '../../rendering/chart-renderer.port.js';

const FORMATS = Object.keys(PICTURE_FORMATS);

/** A chart for the API's document. */
const exampleChart = {
  type: 'bar',
  data: {
    labels: ['Q1', 'Q2', 'Q3', 'Q4'],
    datasets: [{ label: 'Users', data: [50, 60, 70, 180] }],
  },
};

export const exampleBody = {
  chart: exampleChart,
  width: 500,
  height: 300,
  devicePixelRatio: 1,
  version: '4',
};

const exampleText = "{type:'bar',data:{labels:['Q1','Q2'],datasets:[{label:'Users',data:[50,60]}]}}";

const side = (which: string, fallback: number) => ({
  type: 'integer',
  minimum: 1,
  maximum: 10_000,
  default: fallback,
  description: `The ${which} of the chart in CSS pixels.`,
});

const fields = {
  width: side('width', 500),
  height: side('height', 300),
  format: { type: 'string', enum: FORMATS, default: 'png', description: 'The form of the picture.' },
  backgroundColor: {
    type: 'string',
    default: 'transparent',
    description: 'A colour of CSS; white takes the place of transparent in JPEG.',
  },
  devicePixelRatio: {
    type: 'number',
    minimum: 0.1,
    maximum: 8,
    default: 2,
    description: 'Pixels of the picture for each CSS pixel: width and height are multiplied by it.',
  },
  version: {
    type: 'string',
    pattern: '^[234](\\.\\d{1,3}){0,2}$',
    default: '2.9.4',
    description: 'The version of Chart.js that the specification is written for. All are drawn by version 4.',
  },
  encoding: {
    type: 'string',
    enum: ['url', 'base64', 'base64url'],
    default: 'url',
    description: 'How a specification is written that is text: as it is, or in base64.',
  },
};

const SHORT_NAMES = { width: 'w', height: 'h', format: 'f', backgroundColor: 'bkg', version: 'v' } as const;

/** The parameters of an address; each short name does what its long one does. */
export const chartParameters = [
  {
    name: 'c',
    required: false,
    description: 'The specification: JSON, or a literal of JavaScript. `chart` is the same.',
    example: exampleText,
    schema: { type: 'string' },
  },
  ...Object.entries(fields).map(([name, { description, ...schema }]) => ({
    name,
    required: false,
    description:
      name in SHORT_NAMES ? `${description} Short: \`${SHORT_NAMES[name as 'width']}\`.` : description,
    schema,
  })),
];

/** In a body numbers may be text, and what is null or empty is absent. */
const bodyFields = Object.fromEntries(
  Object.entries(fields).map(([name, { description, ...schema }]) => {
    const asText =
      schema.type === 'string' ? [] : [{ type: 'string', pattern: '^\\d{1,10}(\\.\\d{1,10})?$' }];
    return [name, { description, anyOf: [schema, ...asText, { enum: [null, ''] }] }];
  }),
);

/** The body of a request for a chart. */
export const chartBodySchema = {
  type: 'object',
  required: ['chart'],
  properties: {
    chart: {
      oneOf: [{ type: 'object' }, { type: 'string', minLength: 1 }],
      description: 'The specification: an object, or text as in an address.',
    },
    ...bodyFields,
  },
};
