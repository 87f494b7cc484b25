import { ApiExtension, type OpenAPIObject } from '@nestjs/swagger';

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
