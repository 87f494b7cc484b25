import { z } from 'zod';

export const livenessSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Liveness' });

export const readinessSchema = z
  .object({
    status: z.enum(['ready', 'not ready', 'shutting down']),
    checks: z
      .record(z.string(), z.string())
      .describe('"ok", or what is wrong in a sentence, for each check.'),
  })
  .meta({ id: 'Readiness' });
