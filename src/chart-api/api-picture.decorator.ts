import { applyDecorators } from '@nestjs/common';
import { ApiQuery, ApiResponse } from '@nestjs/swagger';
import { FORMATS, MEDIA_TYPES } from './format.js';

const binary = { schema: { type: 'string', contentMediaType: 'image/png' } };
const text = { schema: { type: 'string' } };

const drawn = { [MEDIA_TYPES.png]: binary, [MEDIA_TYPES.svg]: text, [MEDIA_TYPES.html]: text };
const problem = { 'application/problem+json': { schema: { type: 'object' } } };

/** Documents what each of the picture's addresses takes and answers. */
export function ApiPicture(): MethodDecorator {
  return applyDecorators(
    ApiQuery({
      name: 'format',
      required: false,
      enum: FORMATS,
      description: 'The form of the answer; wins over Accept.',
    }),
    ApiResponse({ status: 200, description: 'The metrics of the last complete second.', content: drawn }),
    ApiResponse({ status: 400, description: 'A parameter cannot be used.', content: problem }),
    ApiResponse({
      status: 406,
      description: 'The form is not offered; the body lists what is.',
      content: problem,
    }),
    ApiResponse({
      status: 502,
      description: 'The metrics API cannot be read; the picture says why.',
      content: drawn,
    }),
    ApiResponse({ status: 503, description: 'Too many pictures wait to be drawn.', content: problem }),
    ApiResponse({
      status: 504,
      description: 'The metrics API is too slow; the picture says so.',
      content: drawn,
    }),
  );
}
