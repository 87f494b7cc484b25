import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { readSettings } from '../../dist/src/platform/settings/read-settings.js';
import { apiPage } from '../../dist/src/platform/openapi/api-page.js';
import { buildDocument } from '../../dist/src/platform/openapi/openapi.js';
import { Telemetry } from '../../dist/src/platform/telemetry.js';

/** The API documents of a service, by file name: JSON, and one static page. */
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
