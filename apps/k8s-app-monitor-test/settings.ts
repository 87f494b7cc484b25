import { z } from 'zod';
import { faultsVariables } from '../../src/faults/faults.settings.js';
import { metricsApiVariables } from '../../src/metrics-api/metrics-api.settings.js';
import { scenarioVariables } from '../../src/scenario/scenario.settings.js';
import { commonVariables, listeningPort } from '../../src/platform/settings/common.settings.js';
import { variable } from '../../src/platform/settings/read-settings.js';

/** The environment variables of k8s-app-monitor-test. */
export const metricsApiSettingsSchema = z.object({
  PORT: variable(listeningPort, {
    default: '3000',
    unit: 'TCP port',
    example: '3000',
    sentence: 'Port of the metrics API; 0 picks a free port.',
  }),
  ...scenarioVariables,
  ...faultsVariables,
  ...metricsApiVariables,
  ...commonVariables,
});

export type MetricsApiServiceSettings = z.output<typeof metricsApiSettingsSchema>;
