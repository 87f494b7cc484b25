import { subPathsOf } from '../../src/chart-api/addresses.js';
import { PICTURE_OPERATION_IDS } from '../../src/chart-api/pictures/pictures.controller.js';
import { agentSettingsSchema } from './settings.js';
import type { ServiceDefinition } from '../../src/platform/http/run-service.js';
import { AppModule } from './app.module.js';

/** What makes up k8s-app-monitor-agent. */
export const service: ServiceDefinition<typeof agentSettingsSchema> = {
  name: 'k8s-app-monitor-agent',
  settings: agentSettingsSchema,
  rootModule: (settings, telemetry) => AppModule.forRoot(settings, telemetry),
  document: {
    title: 'k8s-app-monitor-agent',
    operationIds: PICTURE_OPERATION_IDS,
    description:
      'Reads the metrics of k8s-app-monitor-test and renders them as charts, a new one at every refresh.',
  },
  subPaths: subPathsOf,
  callsOthers: true,
  // A URL can hold a whole chart; QuickChart's servers have the same limit.
  maxHeaderBytes: 64 * 1024,
};
