import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DynamicModule, Inject } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type * as agentService from '../../../apps/k8s-app-monitor-agent/service.js';
import { OWN_SEGMENTS, PICTURE_PATHS, subPathsOf } from '../../../src/chart-api/addresses.js';
import type * as appModule from '../../../src/platform/http/create-app.js';
import type * as settingsModule from '../../../src/platform/settings/read-settings.js';
import type * as telemetryModule from '../../../src/platform/telemetry.js';

/** A module of the compiled service, which has the files of the page. */
async function compiled<T>(path: string): Promise<T> {
  return (await import(new URL(`../../../dist/${path}`, import.meta.url).href)) as T;
}

/** The paths of all routes that an application registers. */
class RoutePaths {
  static readonly paths = new Set<string>();

  constructor(@Inject(HttpAdapterHost) host: HttpAdapterHost) {
    const server = host.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('onRoute', ({ url }) => void RoutePaths.paths.add(url));
  }
}

describe('the routes of the agent', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const { service } = await compiled<typeof agentService>('apps/k8s-app-monitor-agent/service.js');
    const { createApp } = await compiled<typeof appModule>('src/platform/http/create-app.js');
    const { readSettings } = await compiled<typeof settingsModule>('src/platform/settings/read-settings.js');
    const { Telemetry } = await compiled<typeof telemetryModule>('src/platform/telemetry.js');
    // No picture is drawn here, so no render worker is needed.
    const settings = readSettings(service.settings, { RENDERER: 'quickchart' });
    const telemetry = new Telemetry({ service: service.name, version: 'none', revision: 'none' });
    const logger = pino({ level: 'silent' });
    const rootModule: DynamicModule = {
      module: RoutePaths,
      imports: [service.rootModule(settings, telemetry, logger)],
    };
    app = await createApp({
      ...service,
      limits: settings,
      rootModule,
      subPaths: subPathsOf(settings),
      trustedProxies: settings.TRUST_PROXY,
      telemetry,
      logger,
    });
    await app.init();
  });

  afterAll(() => app.close());

  it('are pictures or begin with a listed segment, and each listed segment has a route', () => {
    const pictures = new Set([
      ...PICTURE_PATHS.flatMap((path) => [`/${path}`, `/${path}.:extension`]),
      '/:service',
      '/:service.:extension',
    ]);
    const others = [...RoutePaths.paths].filter((path) => !pictures.has(path));

    expect(
      [...new Set(others.map((path) => path.split('/')[1]!.replace(/^(chart|graph)\..*/, '$1')))].sort(),
    ).toEqual([...OWN_SEGMENTS].sort());
  });

  it('have the pictures of the first service at the published paths', () => {
    expect([...RoutePaths.paths]).toEqual(expect.arrayContaining(PICTURE_PATHS.map((path) => `/${path}`)));
  });
});
