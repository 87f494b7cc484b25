import { z } from 'zod';

/** Code of the problem document for an application that is not in the scenario; the agent reports the same code. */
export const UNKNOWN_APPLICATION = 'UNKNOWN_APPLICATION';

/** The part of `GET /api/v1/apps` that the agent reads: the names, the default application first. */
export const applicationNamesSchema = z.object({ apps: z.array(z.object({ app: z.string().min(1) })) });

const number = z.number().nullable();

/** The part of `GET /api/v1/apps/{app}/range` that the agent reads. All numbers of an unmeasured point are null. */
export const appRangeSchema = z.object({
  app: z.string().min(1).describe('Name of the application.'),
  domain: z.string().describe('Domain that the application belongs to.'),
  stepSeconds: z.number().positive().describe('Seconds from one point to the next.'),
  agg: z.enum(['sum', 'avg', 'max']).nullable().describe('How the seconds of a step were aggregated.'),
  points: z.array(
    z.object({
      time: z.iso.datetime().describe('Start of the step.'),
      requests: number.describe('Accesses in the step.'),
      failures: number.describe('Failed accesses in the step.'),
      failRatio: number.describe('failures / requests.'),
      maxConcurrent: number.describe('Peak number of accesses in progress at the same time.'),
      latencyMinMs: number.describe('Shortest latency, in milliseconds.'),
      latencyAvgMs: number.describe('Mean latency, in milliseconds.'),
    }),
  ),
});

export type AppRange = z.infer<typeof appRangeSchema>;
export type AppRangePoint = AppRange['points'][number];

/** The part of `GET /api/v1/incidents` that the agent reads. */
export const appIncidentsSchema = z.object({
  incidents: z.array(
    z.object({
      id: z.string().describe('Name of the incident in the scenario.'),
      kind: z.string().describe('Such as `outage` or `gap`.'),
      start: z.iso.datetime(),
      end: z.iso.datetime().nullable().describe('End, exclusive; null for an incident that never ends.'),
    }),
  ),
  next: z.string().nullable().describe('The query of the next page; null on the last.'),
});

export type AppIncidents = z.infer<typeof appIncidentsSchema>;
