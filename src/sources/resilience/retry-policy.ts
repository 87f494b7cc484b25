import { ExponentialBackoff, handleWhen, retry, type RetryPolicy } from 'cockatiel';
import { UpstreamError, type UpstreamFailure } from '../../platform/errors/upstream.error.js';

// Nothing was answered, and another try may find another replica, or the same one started again.
const WORTH_A_RETRY: ReadonlySet<UpstreamFailure> = new Set(['refused', 'reset']);
const PASSING_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 500;

/**
 * Tries a GET again where that is safe and of use: RFC 9110, section 9.2.2, allows to repeat it.
 *
 * Pauses grow and are jittered, so that many callers do not come back at once.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryPolicy(times: number): RetryPolicy {
  return retry(
    handleWhen((error) => error instanceof UpstreamError && WORTH_A_RETRY.has(error.failure)).orWhenResult(
      (answer) => PASSING_STATUSES.has((answer as { status: number }).status),
    ),
    {
      maxAttempts: times,
      backoff: new ExponentialBackoff({ initialDelay: FIRST_PAUSE_MS, maxDelay: LONGEST_PAUSE_MS }),
    },
  );
}
