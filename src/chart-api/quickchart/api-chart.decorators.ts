import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { ChartRefusedError, RenderQueueFullError } from '../../rendering/rendering.errors.js';
import { ApiProblem } from '../../platform/openapi/api.decorators.js';
import { PICTURE_FORMATS } from '../../rendering/chart-renderer.port.js';
import {
  AddressTooLongError,
  BodyTooLongError,
  BodyTypeError,
  NoSuchChartError,
} from '../chart-api.errors.js';
import { LONGEST_ADDRESS } from './short-addresses.js';

const FORMATS = Object.keys(PICTURE_FORMATS);

/** A chart for the API's document. */
const exampleChart = {
  type: 'bar',
  data: {
    labels: ['Q1', 'Q2', 'Q3', 'Q4'],
    datasets: [{ label: 'Users', data: [50, 60, 70, 180] }],
  },
};

const exampleBody = {
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
const chartParameters = [
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
const chartBodySchema = {
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

const pictures = Object.fromEntries(
  Object.values(PICTURE_FORMATS).map((type) => [
    type,
    { schema: type === 'image/svg+xml' ? { type: 'string' } : { type: 'string', contentMediaType: type } },
  ]),
);
const text = { schema: { type: 'string' } };
const warning = {
  'X-quickchart-warning': { ...text, description: 'What of the specification is not drawn, if anything.' },
};
const error = { 'X-quickchart-error': { ...text, description: 'What is wrong, in one line of ASCII.' } };
const problem = { 'application/problem+json': { schema: { type: 'object' } } };

function ApiPictureOr(status: number, description: string): MethodDecorator {
  return ApiResponse({ status, description, headers: error, content: { ...pictures, ...problem } });
}

const ApiPictures = (): MethodDecorator =>
  applyDecorators(
    ApiResponse({ status: 200, description: 'The chart, drawn.', headers: warning, content: pictures }),
    ApiPictureOr(
      400,
      'What was asked cannot be drawn; the picture says why. A problem document where `Accept` prefers JSON or other pictures wait.',
    ),
    ApiProblem(
      503,
      'Too many pictures wait to be drawn, or this one took too long.',
      new RenderQueueFullError('200 pictures'),
    ),
  );

const ApiUnchanged = (): MethodDecorator =>
  ApiResponse({ status: 304, description: 'The picture is the one that `If-None-Match` names.' });

const ApiBodies = (): MethodDecorator =>
  applyDecorators(
    ApiBody({
      description:
        'Numbers may be text. The short names `c`, `w`, `h`, `f`, `bkg` and `v` are taken as well.',
      schema: chartBodySchema,
      examples: { sixBars: { value: exampleBody } },
    }),
    ApiProblem(415, 'The body is neither JSON nor a form.', new BodyTypeError('text/csv')),
  );

/** Documents a chart that stands in its address. */
export function ApiChartByAddress(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'A chart, specified in the address',
      operationId: 'getChart',
      description:
        'As QuickChart does it: a specification of Chart.js is drawn, at twice its size unless devicePixelRatio says otherwise. It is data: functions are refused, and nothing of it is run. Names of other parameters are ignored.',
    }),
    ...chartParameters.map((parameter) => ApiQuery(parameter)),
    ApiPictures(),
    ApiUnchanged(),
  );
}

/** Documents a chart that stands in a body. */
export function ApiChartByBody(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'A chart, specified in the body', operationId: 'postChart' }),
    ApiBodies(),
    ApiPictures(),
    ApiProblem(413, 'The body is too long.', new BodyTooLongError(1_048_576)),
  );
}

/** Documents how an address is had that holds its chart. */
export function ApiCreateAddress(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'A short address of a chart',
      operationId: 'createChartAddress',
      description: `The address holds the chart, packed: every replica can draw it, it never expires, and nothing is stored. It has at most ${LONGEST_ADDRESS} characters.`,
    }),
    ApiBodies(),
    ApiResponse({
      status: 200,
      description: 'Where the chart is drawn from now on.',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['success', 'url'],
            properties: {
              success: { type: 'boolean', enum: [true] },
              url: { type: 'string', format: 'uri' },
            },
          },
        },
      },
    }),
    ApiProblem(
      400,
      'What was asked cannot be drawn.',
      new ChartRefusedError('Expected a chart but found a function'),
    ),
    ApiProblem(
      413,
      'The body, or the address, would be too long.',
      new AddressTooLongError(9_000, LONGEST_ADDRESS),
    ),
    ApiProblem(503, 'Too many pictures wait to be drawn.', new RenderQueueFullError('200 pictures')),
  );
}

/** Documents a short address. */
export function ApiChartById(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'A chart by its short address', operationId: 'getChartById' }),
    ApiParam({
      name: 'path',
      description: 'As /chart/create gave it; an ending such as `.svg` asks for that format.',
    }),
    ApiPictures(),
    ApiUnchanged(),
    ApiPictureOr(404, new NoSuchChartError('The address holds no chart').message),
  );
}
