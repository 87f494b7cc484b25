import { metricsApiSettingsSchema } from './settings.js';
import type { ServiceDefinition } from '../../src/platform/http/run-service.js';
import { AppModule } from './app.module.js';
import { metricsApiExamples } from '../../src/metrics-api/examples.js';

/** What makes up k8s-app-monitor-test. */
export const service: ServiceDefinition<typeof metricsApiSettingsSchema> = {
  name: 'k8s-app-monitor-test',
  settings: metricsApiSettingsSchema,
  rootModule: (settings, telemetry, logger) => AppModule.forRoot(settings, telemetry, logger),
  document: {
    title: 'k8s-app-monitor-test',
    version: '1.0.0',
    description:
      'Application metrics from a model of real services: the same question about the same second gives the same answer from every replica, for any second of the past and the future.',
    examples: metricsApiExamples,
  },
  subPaths: () => ({ routes: [], basePaths: [] }),
  callsOthers: false,
  maxHeaderBytes: 16 * 1024,
};
