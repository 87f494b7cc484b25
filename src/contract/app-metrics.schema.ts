import { z } from 'zod';

const count = z.int().nonnegative();

/**
 * The six numbers of one application over one tick.
 *
 * Key order is part of the contract: it is the order in which they are sent and drawn.
 */
const performanceIndexSchema = z
  .object({
    failRatio: z.number().min(0).max(1).describe('Failed share of all accesses: failAmount / accessAmount.'),
    failAmount: count.describe('Failed accesses in the tick.'),
    accessAmount: count.describe('Accesses in the tick.'),
    maxConcurrent: count.describe('Most accesses in progress at the same moment.'),
    minLatency: count.describe('Shortest latency in the tick, in milliseconds.'),
    avgLatency: count.describe('Mean latency in the tick, in milliseconds.'),
  })
  .meta({ id: 'PerformanceIndex' });

/** The body of `GET /metrics` and `GET /metrics/{appname}`: what crosses the wire between the two services. */
export const appMetricsSchema = z
  .object({
    performance_index: performanceIndexSchema,
    host: z.string().describe('Name of the host that answered; may be empty.'),
    app_name: z.string().min(1).describe('Name of the application that the numbers are about.'),
    domain: z.string().describe('Domain that the application belongs to.'),
  })
  .meta({ id: 'AppMetrics' });

export type AppMetrics = z.infer<typeof appMetricsSchema>;
