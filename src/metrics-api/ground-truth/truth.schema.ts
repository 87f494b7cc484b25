import { z } from 'zod';
import type { IncidentEffect } from '../../generator/scenario.js';
import { next, time } from '../points/points.schema.js';

export const INCIDENT_KINDS = [
  'outage',
  'brownout',
  'error-burst',
  'traffic-surge',
  'slow-leak',
  'flapping',
  'gap',
  'regime-change',
  'canary',
] as const satisfies readonly IncidentEffect['kind'][];

const incidentSchema = z
  .object({
    id: z.string(),
    kind: z.enum(INCIDENT_KINDS),
    applications: z.array(z.string()),
    start: time,
    end: time.nullable().describe('End, exclusive; null for an incident that never ends.'),
    rampSeconds: z.number(),
    parameters: z
      .record(z.string(), z.union([z.number(), z.string()]))
      .describe('Parameters of the effect at full strength.'),
    labels: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Incident' });

export const incidentsSchema = z
  .object({ incidents: z.array(incidentSchema), next })
  .meta({ id: 'Incidents' });

const nodeSchema = z
  .object({
    app: z.string(),
    domain: z.string(),
    requestsPerSecond: z.number().nullable(),
    failRatio: z.number().nullable(),
    latencyAvgMs: z.number().nullable(),
  })
  .meta({ id: 'TopologyNode' });

const edgeSchema = z
  .object({
    from: z.string(),
    to: z.string(),
    callsPerSecond: z.number().describe('All attempts, including retries.'),
    retriesPerSecond: z.number().describe('Retries only.'),
  })
  .meta({ id: 'TopologyEdge' });

export const topologySchema = z
  .object({
    from: time,
    to: time.describe('The last second of the window.'),
    nodes: z.array(nodeSchema),
    edges: z.array(edgeSchema),
  })
  .meta({ id: 'Topology' });
