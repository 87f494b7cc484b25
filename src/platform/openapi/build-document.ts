import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { describeTexts } from './api-texts.decorator.js';
import { toOpenApi31 } from './standard-schema.js';

/** What the document says of the service besides its routes. */
export interface DocumentInfo {
  readonly title: string;
  readonly description: string;
  readonly version: string;
}

/** The OpenAPI 3.1 document of a service, made from its controllers. */
export function buildDocument(app: INestApplication, info: DocumentInfo): OpenAPIObject {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(info.title)
    .setDescription(info.description)
    .setVersion(info.version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .build();
  const document = SwaggerModule.createDocument(app, base, { standardSchemaConverter: toOpenApi31 });
  describeTexts(document);
  return document;
}
