import type { AxiosResponse } from 'axios';
import { appMetricsSchema } from '../../contract/app-metrics.js';
import { UpstreamError } from '../../platform/errors/upstream.error.js';
import type { MetricsReading } from '../metrics-source.port.js';

/**
 * Checks an answer of the metrics API and reads it.
 *
 * @throws UpstreamError when it is not a 200 with JSON of the contract's shape
 */
export function readAppMetrics(answer: AxiosResponse<string>, address: string): MetricsReading {
  const { status, headers, data } = answer;
  if (status >= 300 && status < 400) {
    const target = String(headers['location'] ?? 'nowhere');
    throw new UpstreamError('redirect', address, `${address} redirects to ${target}, which is not followed`);
  }
  if (status !== 200) {
    throw new UpstreamError(
      'status',
      address,
      `${address} answered with status ${status} where 200 was expected`,
    );
  }
  const contentType = String(headers['content-type'] ?? 'no content type');
  if (!/^application\/json\b/i.test(contentType)) {
    const sentence = `${address} answered with ${contentType} where application/json was expected`;
    throw new UpstreamError('content_type', address, sentence);
  }
  return parse(data, address);
}

function parse(text: string, address: string): MetricsReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UpstreamError('shape', address, `${address} answered with broken JSON`, cause);
  }
  const result = appMetricsSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'the body' : issue.path.join('.');
  const sentence = `${address} answered with JSON of another shape: ${where}: ${issue?.message ?? 'unreadable'}`;
  throw new UpstreamError('shape', address, sentence);
}
