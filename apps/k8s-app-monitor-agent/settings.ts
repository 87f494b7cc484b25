import { z } from 'zod';
import { chartApiVariables } from '../../src/chart-api/chart-api.settings.js';
import { renderingVariables } from '../../src/rendering/rendering.settings.js';
import { sourcesVariables } from '../../src/sources/sources.settings.js';
import { topologyVariables } from '../../src/topology/topology.settings.js';
import { commonVariables, listeningPort } from '../../src/platform/settings/common.settings.js';
import { variable } from '../../src/platform/settings/read-settings.js';

/** The environment variables of k8s-app-monitor-agent. */
export const agentSettingsSchema = z.object({
  PORT: variable(listeningPort, {
    default: '8888',
    unit: 'TCP port',
    example: '8888',
    sentence: 'Port of the agent; 0 picks a free port.',
  }),
  ...sourcesVariables,
  ...topologyVariables,
  ...renderingVariables,
  ...chartApiVariables,
  ...commonVariables,
});

export type AgentSettings = z.output<typeof agentSettingsSchema>;
