import { Fault } from './fault.js';
import { faultDefinitionSchema, type FaultView } from './fault.schema.js';

/** What a caller sends for a drill in which half of the reads of one application are slow. */
export const exampleDefinition = {
  kind: 'latency',
  latencyMs: 1500,
  ratio: 0.5,
  scope: { route: '/metrics/:appname', application: 'test-app' },
  ttlSeconds: 600,
  seed: 7,
} as const;

/** The answer to it, for the API document: the same at every build. */
export function exampleFault(): FaultView {
  const definition = faultDefinitionSchema.parse(exampleDefinition);
  return new Fault('slow-metrics', definition, Date.UTC(2026, 0, 1)).view();
}
