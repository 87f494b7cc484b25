import { z } from 'zod';

const number = z.number().nullable();

/** What the agent reads of `GET /api/v1/apps`: the names, the default application first. */
export const applicationNamesSchema = z.object({ apps: z.array(z.object({ app: z.string().min(1) })) });

/** What the agent reads of `GET /api/v1/apps/{app}/range`; all numbers of a point are null where nobody measured. */
export const appRangeSchema = z.object({
  app: z.string().min(1).describe('Name of the application.'),
  domain: z.string().describe('Domain that the application belongs to.'),
  stepSeconds: z.number().positive().describe('Seconds from one point to the next.'),
  agg: z.enum(['sum', 'avg', 'max']).nullable().describe('How the seconds of a step became a point.'),
  points: z.array(
    z.object({
      time: z.iso.datetime().describe('The first moment of the step.'),
      requests: number.describe('Accesses in the step.'),
      failures: number.describe('Failed accesses in the step.'),
      failRatio: number.describe('failures / requests.'),
      maxConcurrent: number.describe('Most accesses in progress at the same moment.'),
      latencyMinMs: number.describe('Shortest latency, in milliseconds.'),
      latencyAvgMs: number.describe('Mean latency, in milliseconds.'),
    }),
  ),
});

export type AppRange = z.infer<typeof appRangeSchema>;
export type AppRangePoint = AppRange['points'][number];

/** What the agent reads of `GET /api/v1/incidents`. */
export const appIncidentsSchema = z.object({
  incidents: z.array(
    z.object({
      id: z.string().describe('Its name in the scenario.'),
      kind: z.string().describe('Such as `outage` or `gap`.'),
      start: z.iso.datetime(),
      end: z.iso.datetime().nullable().describe('The first moment after it; null for one that never ends.'),
    }),
  ),
  next: z.string().nullable().describe('The query of the next page; null on the last.'),
});

export type AppIncidents = z.infer<typeof appIncidentsSchema>;
