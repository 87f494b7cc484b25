import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { readSettings } from '../../dist/src/platform/settings/read-settings.js';
import { apiPage } from '../../dist/src/platform/openapi/api-page.js';
import { buildDocument } from '../../dist/src/platform/openapi/openapi.js';
import { Telemetry } from '../../dist/src/platform/telemetry.js';
import { markdownTable } from './markdown-table.mjs';

/** The API documents of a service, by file name: JSON and one static page. */
export async function apiDocuments({ name, settings, rootModule, document }) {
  const telemetry = new Telemetry({ service: name, version: 'none', revision: 'none' });
  const root = rootModule(readSettings(settings, {}), telemetry, pino({ level: 'silent' }));
  const app = await NestFactory.create(root, new FastifyAdapter(), {
    logger: ['error'],
    abortOnError: false,
  });
  const openapi = buildDocument(app, document);
  await app.close();
  return {
    [`api-docs/${name}.json`]: `${JSON.stringify(openapi, null, 2)}\n`,
    [`api-docs/${name}.html`]: apiPage(openapi),
  };
}

/**
 * A service's environment variables as a Markdown table.
 *
 * @param {import('zod').ZodObject} schema - of the service's settings
 */
export function environmentTable(schema) {
  const rows = Object.entries(schema.shape).map(([name, type]) => {
    const { default: fallback, unit, description } = type.meta();
    return [`\`${name}\``, fallback === '' ? 'empty' : `\`${fallback}\``, unit, description];
  });
  return markdownTable(['Variable', 'Default', 'Unit', 'What it does'], rows);
}
