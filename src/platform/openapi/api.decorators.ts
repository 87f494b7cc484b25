import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiResponse, type OpenAPIObject } from '@nestjs/swagger';
import { problemOf } from '../problem.filter.js';

/** RFC 9457, with the members that every problem of this project has. */
const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What was expected and what came.' },
    code: { type: 'string' },
  },
};

/** The problems that routes have in common. */
const COMMON = {
  400: 'A parameter cannot be used; `problems` names its field.',
  404: 'No application has this name.',
  406: 'None of the forms in `Accept` is offered.',
  414: 'The name is longer than any parameter of a path may be.',
  503: 'There is too much to do; `Retry-After` says when to come again.',
} as const;

/** Documents an answer that is a problem document. */
export function ApiProblem(status: number, description: string, example?: Error): MethodDecorator {
  const problem = { schema: PROBLEM_SCHEMA, ...(example && { example: problemOf(example) }) };
  return ApiResponse({ status, description, content: { 'application/problem+json': problem } });
}

/** Documents problems that say the same on every route. */
export function ApiCommonProblems(...statuses: (keyof typeof COMMON)[]): MethodDecorator {
  return applyDecorators(...statuses.map((status) => ApiProblem(status, COMMON[status])));
}

const EXTENSION = 'x-texts';

/**
 * Documents the forms of a successful answer that are plain text, each with an example, by media type. The library
 * would give all forms of an answer the schema of its JSON.
 */
export function ApiTexts(examples: Readonly<Record<string, string>>): MethodDecorator {
  return ApiExtension(EXTENSION, examples);
}

/** Puts the examples of `ApiTexts` where they belong, in place. */
export function describeTexts(document: OpenAPIObject): void {
  for (const operation of Object.values(document.paths).flatMap(
    (methods) => Object.values(methods) as unknown[],
  )) {
    const { [EXTENSION]: examples, responses } = operation as Operation;
    if (examples === undefined) continue;
    delete (operation as Operation)[EXTENSION];
    const success = responses['200'];
    if (success === undefined) throw new Error(`Expected a response 200 beside ${EXTENSION}`);
    success.content ??= {};
    for (const [mediaType, example] of Object.entries(examples)) {
      success.content[mediaType] = { schema: { type: 'string' }, example };
    }
  }
}

interface Operation {
  [EXTENSION]?: Readonly<Record<string, string>>;
  readonly responses: Readonly<Record<string, { content?: Record<string, unknown> }>>;
}
