import { z } from 'zod';

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
