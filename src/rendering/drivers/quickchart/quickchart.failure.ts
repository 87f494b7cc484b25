import { UpstreamError, type UpstreamFailure } from '../../../platform/errors/upstream.error.js';

const FAILURE_BY_CODE: Readonly<Record<string, UpstreamFailure>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'name_not_found',
  EAI_AGAIN: 'name_not_found',
  ECONNRESET: 'reset',
  UND_ERR_SOCKET: 'reset',
};

const SENTENCES: Readonly<Partial<Record<UpstreamFailure, (address: string) => string>>> = {
  refused: (address) => `${address} refused the connection`,
  name_not_found: (address) => `DNS knows no address for ${address}`,
  reset: (address) => `${address} closed the connection before its answer was complete`,
};

/** The QuickChart server did not draw, for a reason that is not the chart's. */
export class QuickChartError extends UpstreamError {
  override readonly title = 'The QuickChart server does not draw';
}

/** Says in words why `fetch` failed. */
export function quickChartErrorOf(error: unknown, address: string): QuickChartError {
  const { code = '' } = ((error as Error).cause ?? {}) as { code?: string };
  const failure = FAILURE_BY_CODE[code] ?? 'unreachable';
  const sentence = SENTENCES[failure]?.(address) ?? `${address} cannot be reached`;
  return new QuickChartError(failure, address, sentence, error);
}
