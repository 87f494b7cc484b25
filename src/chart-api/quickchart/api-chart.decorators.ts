import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { ApiProblem } from '../../platform/openapi/api-problem.decorator.js';
import { ChartRefusedError, RenderQueueFullError } from '../../platform/errors/catalogue.js';
import { PICTURE_FORMATS } from '../../rendering/chart-renderer.port.js';
import { chartBodySchema, chartParameters, exampleBody } from './api-chart.schemas.js';
import {
  AddressTooLongError,
  BodyTooLongError,
  BodyTypeError,
  NoSuchChartError,
} from './quickchart.errors.js';
import { LONGEST_ADDRESS } from './short-address/short-addresses.js';

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
