import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Controller, Get, type LoggerService, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SUB_PATHS } from '../platform/http/sub-paths.js';
import { ConfigurationError, SETTINGS } from '../platform/settings/read-settings.js';
import { AddressChecks } from './address-checks.js';
import { OWN_SEGMENTS, PUBLISHED_NAMES, RESERVED_NAMES, subPathsOf } from './addresses.js';

/** Routes of a later version: none of the names is reserved. */
@Controller()
class LaterVersion {
  @Get('heatmap')
  page() {
    return 'own';
  }

  @Get('heatmap.json')
  file() {
    return 'own';
  }

  @Get('heatmap/tiles')
  tiles() {
    return 'own';
  }

  @Post('heatmap')
  create() {
    return 'own';
  }

  @Get('calendar')
  other() {
    return 'own';
  }
}

/** The router's view of `PicturesController`. */
@Controller()
class Services {
  @Get(':service')
  service() {
    return 'service';
  }

  @Get(':service.:extension')
  serviceAs() {
    return 'service';
  }
}

async function agentWith(services: readonly string[], BASE_PATHS: readonly string[] = []) {
  const warnings: string[] = [];
  const logger: LoggerService = { log() {}, error() {}, warn: (message: string) => warnings.push(message) };
  const SERVICES = services.map((name) => ({ name, kind: 'exposition', url: 'http://x/metrics' }));

  @Module({
    controllers: [LaterVersion, Services],
    providers: [
      AddressChecks,
      { provide: SETTINGS, useValue: { SERVICES } },
      { provide: SUB_PATHS, useValue: subPathsOf({ BASE_PATHS }) },
    ],
  })
  class Agent {}

  const app = await NestFactory.create<NestFastifyApplication>(Agent, new FastifyAdapter(), { logger });
  const get = async (url: string, method: 'GET' | 'HEAD' | 'POST' = 'GET') => {
    const { statusCode, body } = await app.inject({ method, url });
    return `${statusCode} ${body}`;
  };
  return { app, warnings, get };
}

async function problemsOf(services: readonly string[], basePaths: readonly string[] = []) {
  const { app } = await agentWith(services, basePaths);
  const error: unknown = await app.init().catch((thrown: unknown) => thrown);
  await app.close();
  return error instanceof ConfigurationError ? error.problems : [];
}

describe('a service with the name of an address that a later version adds', () => {
  it('keeps its address, and a warning is logged at startup for each hidden address', async () => {
    const { app, warnings, get } = await agentWith(['heatmap', 'node']);
    await app.init();

    expect(await get('/heatmap')).toBe('200 service');
    expect(await get('/heatmap?range=1h')).toBe('200 service');
    expect(await get('/heatmap.json')).toBe('200 service');
    expect(await get('/heatmap', 'HEAD')).toBe('200 ');
    expect(await get('/node')).toBe('200 service');
    expect(warnings).toEqual([
      "/heatmap shows the service of that name in SERVICES and hides the agent's own address",
      "/heatmap.json shows the service of that name in SERVICES and hides the agent's own address",
    ]);
    await app.close();
  });

  it('hides no other address of the agent', async () => {
    const { app, get } = await agentWith(['heatmap']);
    await app.init();

    expect(await get('/heatmap/tiles')).toBe('200 own');
    expect(await get('/heatmap', 'POST')).toBe('201 own');
    expect(await get('/calendar')).toBe('200 own');
    await app.close();
  });

  it('does not hide the address of the agent where no service has the name', async () => {
    const { app, warnings, get } = await agentWith(['node']);
    await app.init();

    expect(await get('/heatmap')).toBe('200 own');
    expect(await get('/heatmap.json')).toBe('200 own');
    expect(warnings).toEqual([]);
    await app.close();
  });
});

describe('a reserved name', () => {
  it('prevents startup, with a sentence for each service', async () => {
    const names = [...RESERVED_NAMES];

    expect(await problemsOf(['node', ...names])).toEqual(
      names.map(
        (name) =>
          `Expected SERVICES to have unreserved names but received "${name}": /${name} is an address of the agent`,
      ),
    );
  });

  it('is from the first release: a new one would break agents that have a service of that name', () => {
    expect([...RESERVED_NAMES].join(' ')).toBe(
      'k8s-app-monitor-agent k8s-app-monitor-test api assets chart charts docs dotviz events favicon force forceviz ' +
        'gallery graph healthz livez metrics openapi proof readyz robots services startupz static topology trace traces',
    );
  });
});

describe('a base path', () => {
  it.each([...OWN_SEGMENTS, 'chart.png', 'graph.svg', 'node', 'node.png', 'k8s-app-monitor-test.svg'])(
    'prevents startup when it would hide /%s',
    async (segment) => {
      const [problem] = await problemsOf(['node'], [`/${segment}/x`]);

      expect(problem).toBe(
        `Expected BASE_PATHS to be unused paths but received "/${segment}/x": /${segment} is an address of the agent or of a service in SERVICES`,
      );
    },
  );

  it('is allowed when it only begins like an address, or is a published path', async () => {
    expect(
      await problemsOf(['node'], ['/docs2', '/api/monitor', '/nodes', '/k8s-app-monitor-agent']),
    ).toEqual([]);
  });
});

describe("the Helm chart's list of the agent's addresses", () => {
  it.each([
    ['own', OWN_SEGMENTS],
    ['names', PUBLISHED_NAMES],
  ])('has the same $%s', (variable, words) => {
    const file = new URL('../../charts/k8s-app-monitor/templates/agent/_agent.tpl', import.meta.url);
    const template = readFileSync(file, 'utf8');
    const [, list = ''] = new RegExp(`\\$${variable} := list (.*?) -}}`).exec(template) ?? [];

    expect(list.split(' ').map((word) => JSON.parse(word) as string)).toEqual(words);
  });
});
