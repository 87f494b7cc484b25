import { type Logger, pino } from 'pino';
import { PinoPretty } from 'pino-pretty';
import { currentRequest } from '../context/request-context.js';

/**
 * The process's logger: JSON lines, or coloured text on a terminal.
 *
 * Every line that belongs to a request carries its `requestId`.
 */
export function createLogger(service: string, settings: { LOG_LEVEL: string; HOSTNAME: string }): Logger {
  const options = {
    level: settings.LOG_LEVEL,
    base: { service, host: settings.HOSTNAME },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: () => {
      const requestId = currentRequest()?.requestId;
      return requestId === undefined ? {} : { requestId };
    },
  };
  // Lines are written while the next are made, many at once under load; at an exit the last of them are flushed.
  if (!process.stdout.isTTY) return pino(options, pino.destination({ dest: 1, sync: false }));
  return pino(
    options,
    PinoPretty({ ignore: 'pid,hostname,host,service', messageFormat: '{service} {msg}', sync: true }),
  );
}
