import { z } from 'zod';

/** What `@nestjs/swagger` asks a converter for. */
interface Conversion {
  readonly schema: unknown;
  readonly components?: Record<string, unknown>;
}

/**
 * Turns a zod schema into the JSON Schema of OpenAPI 3.1.
 *
 * The library's own conversion targets OpenAPI 3.0, where `exclusiveMinimum` is a boolean. A schema with an
 * id becomes a component, so that both documents and clients name it.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#schema-object
 */
export function toOpenApi31(
  schema: unknown,
  { schemaType }: { schemaType: 'input' | 'output' },
): Conversion | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const converted = z.toJSONSchema(schema, { target: 'draft-2020-12', io: schemaType, reused: 'inline' });
  const {
    $schema: _dialect,
    $defs: definitions = {},
    id: _id,
    ...inline
  } = converted as Record<string, unknown>;
  return { schema: inline, components: definitions as Record<string, unknown> };
}
