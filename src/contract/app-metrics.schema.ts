import { z } from 'zod';

const count = z.int().nonnegative();

/**
 * The six numbers of one application in one tick.
 *
 * The order of the keys is part of the contract: they are sent and plotted in this order.
 */
const performanceIndexSchema = z
  .object({
    failRatio: z
      .number()
      .min(0)
      .max(1)
      .describe('Share of the accesses that failed: failAmount / accessAmount.'),
    failAmount: count.describe('Failed accesses in the tick.'),
    accessAmount: count.describe('Accesses in the tick.'),
    maxConcurrent: count.describe('Peak number of accesses in progress at the same time.'),
    minLatency: count.describe('Shortest latency in the tick, in milliseconds.'),
    avgLatency: count.describe('Mean latency in the tick, in milliseconds.'),
  })
  .meta({ id: 'PerformanceIndex' });

/** The body of `GET /metrics` and `GET /metrics/{appname}`. */
export const appMetricsSchema = z
  .object({
    performance_index: performanceIndexSchema.describe('The numbers of the last complete second.'),
    host: z.string().describe('Name of the host that answered; can be empty.'),
    app_name: z.string().min(1).describe('Name of the application.'),
    domain: z.string().describe('Domain that the application belongs to.'),
  })
  .meta({ id: 'AppMetrics' });

export type AppMetrics = z.infer<typeof appMetricsSchema>;
