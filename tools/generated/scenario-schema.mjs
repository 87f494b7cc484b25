import { format, resolveConfig } from 'prettier';
import { z } from 'zod';

const FILE = 'schema/scenario.schema.json';

/**
 * The JSON Schema of scenario files, by file name: editors complete and check with it.
 *
 * @param {import('zod').ZodType} schema
 * @param {URL} root - of the project; its formatting applies
 */
export async function scenarioSchemaFile(schema, root) {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
  const text = JSON.stringify({ $schema, title: 'Scenario of k8s-app-monitor', ...rest });
  const options = await resolveConfig(new URL(FILE, root));
  return { [FILE]: await format(text, { ...options, parser: 'json' }) };
}
