import { metricsApiSettingsSchema } from './settings.js';
import type { ServiceDefinition } from '../../src/platform/http/run-service.js';
import { NO_SUB_PATHS } from '../../src/platform/http/sub-paths.js';
import { AppModule } from './app.module.js';
import { metricsApiExamples } from '../../src/metrics-api/examples.js';

/** What makes up k8s-app-monitor-test. */
export const service: ServiceDefinition<typeof metricsApiSettingsSchema> = {
  name: 'k8s-app-monitor-test',
  settings: metricsApiSettingsSchema,
  rootModule: (settings, telemetry, logger) => AppModule.forRoot(settings, telemetry, logger),
  document: {
    title: 'k8s-app-monitor-test',
    description:
      'Application metrics from a model of real services. Every replica gives the same answer for the same second, in the past and in the future.',
    examples: metricsApiExamples,
  },
  subPaths: () => NO_SUB_PATHS,
  callsOthers: false,
  answerSpan: 'model answer',
  maxHeaderBytes: 16 * 1024,
};
