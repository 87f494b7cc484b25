import { z } from 'zod';
import type { IncidentEffect } from '../../generator/scenario.js';
import { next, timeField } from '../points/points.schema.js';

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
    id: z.string().describe('Name of the incident in the scenario.'),
    kind: z.enum(INCIDENT_KINDS).describe('What the incident does.'),
    applications: z.array(z.string()).describe('Names of the affected applications.'),
    start: timeField('Start of the occurrence'),
    end: z.string().nullable().describe('End, exclusive, in RFC 3339; null for an incident that never ends.'),
    rampSeconds: z.number().describe('Time to reach full strength, and to fade at the end.'),
    parameters: z
      .record(z.string(), z.union([z.number(), z.string()]))
      .describe('Parameters of the effect at full strength.'),
    labels: z.record(z.string(), z.string()).describe('Labels of the incident in the scenario.'),
  })
  .meta({ id: 'Incident' });

export const incidentsSchema = z
  .object({
    incidents: z.array(incidentSchema).describe('The incidents of the page, ordered by start.'),
    next,
  })
  .meta({ id: 'Incidents' });

const nodeSchema = z
  .object({
    app: z.string().describe('Name of the application.'),
    domain: z.string().describe('Domain that the application belongs to.'),
    requestsPerSecond: z.number().nullable().describe('Requests per second, averaged over the window.'),
    failRatio: z.number().nullable().describe('failures / requests.'),
    latencyAvgMs: z.number().nullable().describe('Mean latency, in milliseconds.'),
    latencyP50Ms: z.number().nullable().describe('Median latency, in milliseconds, from the histogram.'),
    latencyP95Ms: z
      .number()
      .nullable()
      .describe('95th percentile of the latency, in milliseconds, from the histogram.'),
  })
  .meta({ id: 'TopologyNode' });

const edgeSchema = z
  .object({
    from: z.string().describe('Name of the application that calls.'),
    to: z.string().describe('Name of the application that is called.'),
    callsPerSecond: z.number().describe('All attempts, including retries.'),
    retriesPerSecond: z.number().describe('Retries only.'),
  })
  .meta({ id: 'TopologyEdge' });

export const topologySchema = z
  .object({
    from: timeField('Start of the first second of the window'),
    to: timeField('Start of the last second of the window'),
    nodes: z.array(nodeSchema).describe('The applications.'),
    edges: z.array(edgeSchema).describe('The calls between them.'),
  })
  .meta({ id: 'Topology' });
