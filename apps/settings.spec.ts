import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { agentSettingsSchema } from './k8s-app-monitor-agent/settings.js';
import {
  ConfigurationError,
  type Environment,
  readSettings,
} from '../src/platform/settings/read-settings.js';
import { metricsApiSettingsSchema } from './k8s-app-monitor-test/settings.js';

describe('readSettings', () => {
  it('uses the defaults of the original services for unset variables', () => {
    expect(readSettings(metricsApiSettingsSchema, {})).toMatchObject({
      PORT: 3000,
      METRICS_PORT: 9464,
      HOSTNAME: '',
    });
    expect(readSettings(agentSettingsSchema, {})).toMatchObject({
      PORT: 8888,
      SERVICE_NAME: 'localhost',
      APP_PORT: 3000,
      UPSTREAM_TIMEOUT_MS: 2000,
    });
  });

  it('reads numbers as numbers, and treats an empty variable as not set', () => {
    const settings = readSettings(agentSettingsSchema, { PORT: '0', APP_PORT: '80', SERVICE_NAME: '' });

    expect(settings).toMatchObject({ PORT: 0, APP_PORT: 80, SERVICE_NAME: 'localhost' });
  });

  it.each([
    [
      { PORT: '99999' },
      'Expected PORT to be an integer between 0 and 65535 but received "99999" (for example PORT=8888)',
    ],
    [{ APP_PORT: '0' }, 'Expected APP_PORT to be an integer between 1 and 65535 but received "0"'],
    [{ PORT: '80.5' }, 'Expected PORT to be an integer'],
    [{ PORT: '0x50' }, 'Expected PORT to be an integer'],
    [{ UPSTREAM_TIMEOUT_MS: '-1' }, 'Expected UPSTREAM_TIMEOUT_MS to be an integer between 1 and 60000'],
    [{ LOG_LEVEL: 'loud' }, 'Expected LOG_LEVEL to be one of fatal, error, warn, info, debug, trace, silent'],
    [
      { SERVICE_NAME: 'http://x' },
      'Expected SERVICE_NAME to be a DNS name or an IP address but received "http://x"',
    ],
    [{ SERVICE_NAME: 'x:3000' }, 'Expected SERVICE_NAME to be a DNS name'],
    [{ SERVICE_NAME: 'user@x' }, 'Expected SERVICE_NAME to be a DNS name'],
  ])('refuses %j with a sentence', (environment: Environment, sentence) => {
    expect(() => readSettings(agentSettingsSchema, environment)).toThrow(sentence);
  });

  it.each([
    'k8s-app-monitor-test.default.svc.cluster.local',
    'my_service',
    '10.0.0.1',
    '::1',
    'fe80::1',
    'a.',
  ])('accepts %s as a service name', (name) => {
    expect(readSettings(agentSettingsSchema, { SERVICE_NAME: name }).SERVICE_NAME).toBe(name);
  });

  it('reports every invalid variable at once, with the exit code of sysexits(3)', () => {
    const error = catchError(() => readSettings(agentSettingsSchema, { PORT: 'x', APP_PORT: 'y' }));

    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as ConfigurationError).problems).toHaveLength(2);
    expect((error as ConfigurationError).exitCode).toBe(78);
  });

  it('has a default, a unit, a valid example and a sentence for every variable', () => {
    for (const schema of [metricsApiSettingsSchema, agentSettingsSchema]) {
      for (const [name, type] of Object.entries<z.ZodType>(schema.shape)) {
        const { default: fallback, unit, example, description } = type.meta() as Record<string, string>;
        expect([name, typeof fallback, unit, description]).toEqual([
          name,
          'string',
          expect.stringMatching(/./),
          expect.stringMatching(/\.$/),
        ]);
        expect(() => readSettings(schema, { [name]: example! })).not.toThrow();
      }
    }
  });
});

function catchError(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
