import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { ApiProblem, PROBLEM_CONTENT, contentIn } from '../../platform/openapi/api.decorators.js';
import { PICTURE_FORMATS } from '../../rendering/chart-renderer.port.js';
import { namesOf } from '../../rendering/picture-formats.js';
import { ChartRefusedError, RenderQueueFullError } from '../../rendering/rendering.errors.js';
import { BodyTooLongError } from '../../platform/http/http.errors.js';
import { AddressTooLongError, BodyTypeError } from '../chart-api.errors.js';
import { ANSWER_FORMATS } from './chart-request.schema.js';
import { LONGEST_ADDRESS } from './short-addresses.service.js';

const FORMATS = namesOf(ANSWER_FORMATS);

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
  description: `The ${which} of the chart in CSS pixels. Decimals and a unit after the number are ignored.`,
});

const fields = {
  width: side('width', 500),
  height: side('height', 300),
  format: {
    type: 'string',
    enum: FORMATS,
    default: 'png',
    description: 'The format of the image; `base64` is a PNG as base64 text.',
  },
  backgroundColor: {
    type: 'string',
    default: 'transparent',
    description: 'A CSS colour. JPEG has no transparency and uses white instead.',
  },
  devicePixelRatio: {
    type: 'number',
    minimum: 0.1,
    maximum: 8,
    default: 2,
    description: 'Image pixels per CSS pixel: width and height are multiplied by it.',
  },
  version: {
    type: 'string',
    pattern: '^[234](\\.\\d{1,3}){0,2}$',
    default: '2.9.4',
    description: 'The Chart.js version that the specification is written for. Version 4 renders all of them.',
  },
  encoding: {
    type: 'string',
    enum: ['url', 'base64', 'base64url'],
    default: 'url',
    description: 'The encoding of a specification that is text: none (url), or base64.',
  },
};

const SHORT_NAMES = { width: 'w', height: 'h', format: 'f', backgroundColor: 'bkg', version: 'v' } as const;

/** The parameters of an address; each short name means the same as its long name. */
const chartParameters = [
  {
    name: 'c',
    required: false,
    description: 'The specification: JSON or a JavaScript object literal. Long: `chart`.',
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

const SHAPE_NAMES = new Set(['width', 'height', 'format', 'backgroundColor', 'devicePixelRatio']);
const anyText = { type: 'string' };

/** What replaces parts of the chart of a short address. */
const templateParameters = [
  { name: 'title', description: 'Replaces the title.', schema: anyText, example: 'Last week' },
  {
    name: 'labels',
    description: 'Replaces the labels; separated by commas.',
    schema: anyText,
    example: 'Q1,Q2',
  },
  {
    name: 'data1',
    description:
      'Replaces the data of the first dataset (`data2` of the second, and so on): numbers, pairs `(x,y)` or objects, separated by commas.',
    schema: anyText,
    example: '9,1',
  },
  {
    name: 'label1',
    description: 'Replaces the label of the first dataset.',
    schema: anyText,
    example: 'New',
  },
  {
    name: 'backgroundColor1',
    description: 'Replaces the background color of the first dataset; several are separated by commas.',
    schema: anyText,
    example: 'green,rgb(0,0,255)',
  },
  {
    name: 'borderColor1',
    description: 'Replaces the border color of the first dataset; several are separated by commas.',
    schema: anyText,
    example: 'black',
  },
  ...chartParameters
    .filter(({ name }) => SHAPE_NAMES.has(name))
    .map(({ schema, description, ...parameter }) => ({
      ...parameter,
      description: `${description} Replaces that of the chart.`,
      // Without the parameter, the chart's own applies.
      schema: Object.fromEntries(Object.entries(schema).filter(([keyword]) => keyword !== 'default')),
    })),
];

/** In a body, numbers can be text, and null or empty values count as absent. */
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

const pictures = contentIn([...Object.values(PICTURE_FORMATS), 'text/plain']);
const text = { schema: { type: 'string' } };
const warning = {
  'X-quickchart-warning': {
    ...text,
    description: 'The parts of the specification that are not drawn, if any.',
  },
};
const error = { 'X-quickchart-error': { ...text, description: 'What is wrong, as one line of UTF-8.' } };

function ApiPictureOr(status: number, description: string): MethodDecorator {
  return ApiResponse({ status, description, headers: error, content: { ...pictures, ...PROBLEM_CONTENT } });
}

const ApiPictures = (): MethodDecorator =>
  applyDecorators(
    ApiResponse({ status: 200, description: 'The rendered chart.', headers: warning, content: pictures }),
    ApiPictureOr(
      400,
      'The chart cannot be rendered; the image says why. A problem document if `Accept` prefers JSON or other images are waiting.',
    ),
    ApiProblem(503, 'The render queue is full, or rendering took too long.', new RenderQueueFullError('200')),
  );

const ApiUnchanged = (): MethodDecorator =>
  ApiResponse({ status: 304, description: 'The image is the one that `If-None-Match` names.' });

const ApiBodies = (): MethodDecorator =>
  applyDecorators(
    ApiBody({
      description:
        'Numbers can be text. The short names `c`, `w`, `h`, `f`, `bkg` and `v` are accepted as well.',
      schema: chartBodySchema,
      examples: { sixBars: { value: exampleBody } },
    }),
    ApiProblem(415, 'The body is neither JSON nor a form.', new BodyTypeError('text/csv')),
  );

const ApiAddressed = (): MethodDecorator =>
  applyDecorators(...chartParameters.map((parameter) => ApiQuery(parameter)), ApiPictures(), ApiUnchanged());

const ApiPosted = (): MethodDecorator =>
  applyDecorators(
    ApiBodies(),
    ApiPictures(),
    ApiProblem(413, 'The body is too long.', new BodyTooLongError(1_048_576)),
  );

const ApiExtension = (): MethodDecorator =>
  ApiParam({
    name: 'extension',
    enum: FORMATS,
    description: 'The format of the image if `format` is absent.',
    example: 'png',
  });

/** Documents a chart that is specified in the address. */
export function ApiChartByAddress(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'A chart, specified in the address',
      operationId: 'getChart',
      description:
        'Renders a Chart.js specification as QuickChart does: at twice its size unless devicePixelRatio says otherwise. The specification is data: functions are refused, and none of it is run. Unknown parameters are ignored.',
    }),
    ApiAddressed(),
  );
}

/** Documents `ApiChartByAddress` with the extension of a format. */
export function ApiChartByAddressAs(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'A chart, specified in the address, which names the format',
      operationId: 'getChartAs',
      description: 'The same as `/chart`, for programs that recognize images by the extension.',
    }),
    ApiExtension(),
    ApiAddressed(),
  );
}

/** Documents a chart that is specified in the body. */
export function ApiChartByBody(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'A chart, specified in the body', operationId: 'postChart' }),
    ApiPosted(),
  );
}

/** Documents `ApiChartByBody` with the extension of a format. */
export function ApiChartByBodyAs(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'A chart, specified in the body, in the format of the address',
      operationId: 'postChartAs',
    }),
    ApiExtension(),
    ApiPosted(),
  );
}

/** Documents the creation of an address that contains its chart. */
export function ApiCreateAddress(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'A short address for a chart',
      operationId: 'createChartAddress',
      description: `The address contains the compressed chart: every replica can render it, it never expires, and nothing is stored. It has at most ${LONGEST_ADDRESS} characters.`,
    }),
    ApiBodies(),
    ApiResponse({
      status: 200,
      description: 'The address of the chart.',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['success', 'url'],
            properties: {
              success: {
                type: 'boolean',
                enum: [true],
                description: 'Always true, as in answers of QuickChart.',
              },
              url: { type: 'string', format: 'uri', description: 'The address of the chart.' },
            },
          },
        },
      },
    }),
    ApiProblem(
      400,
      'The chart cannot be rendered.',
      new ChartRefusedError('Expected a chart but found a function'),
    ),
    ApiProblem(
      413,
      'The body or the address would be too long.',
      new AddressTooLongError(9_000, LONGEST_ADDRESS),
    ),
    ApiProblem(503, 'The render queue is full.', new RenderQueueFullError('200')),
  );
}

/** Documents a short address. */
export function ApiChartById(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'A chart by its short address', operationId: 'getChartById' }),
    ApiParam({
      name: 'path',
      type: String,
      description: 'The id that `/chart/create` returned; an extension such as `.svg` selects that format.',
    }),
    ...templateParameters.map((parameter) => ApiQuery({ ...parameter, required: false })),
    ApiPictures(),
    ApiUnchanged(),
    ApiPictureOr(404, 'The address contains no chart, or part of it is missing.'),
  );
}
