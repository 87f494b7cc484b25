import type { z } from 'zod';
import { integerBetween, oneOf, textLike, variable } from './read-settings.js';

/** Port 0 lets the system choose a free one; the log says which. */
export const listeningPort = integerBetween(0, 65535);

/** Variables that both services read. */
export const commonVariables = {
  METRICS_PORT: variable(listeningPort, {
    default: '9464',
    unit: 'TCP port',
    example: '9464',
    sentence: "Where the service's own metrics are served, as /metrics for Prometheus; 0 takes a free one.",
  }),
  HOSTNAME: variable(textLike(/^[\x21-\x7e]{0,253}$/, 'a host name of at most 253 printable characters'), {
    default: '',
    unit: 'host name',
    example: 'web-1',
    sentence: 'The name that answers and logs carry as their host.',
  }),
  LISTEN_ADDRESS: variable(textLike(/^[0-9a-fA-F:.]+$/, 'an IP address'), {
    default: '::',
    unit: 'IP address',
    example: '127.0.0.1',
    sentence: 'Where to listen; :: is every address, and 0.0.0.0 takes its place where there is no IPv6.',
  }),
  LOG_LEVEL: variable(oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']), {
    default: 'info',
    unit: 'level',
    example: 'debug',
    sentence: 'The least severe line that is logged.',
  }),
  SHUTDOWN_DELAY_MS: variable(integerBetween(0, 300_000), {
    default: '0',
    unit: 'ms',
    example: '5000',
    sentence: 'How long the service goes on answering after SIGTERM, so that load balancers notice first.',
  }),
  SHUTDOWN_TIMEOUT_MS: variable(integerBetween(100, 300_000), {
    default: '10000',
    unit: 'ms',
    example: '20000',
    sentence: 'How long requests in flight may take after that before their connections are closed.',
  }),
  APP_VERSION: variable(textLike(/^[\w.+-]{1,64}$/, 'a version of letters, digits and .+-_'), {
    default: 'development',
    unit: 'version',
    example: '1.2.3',
    sentence: 'The version that build info shows; the images set it.',
  }),
  APP_REVISION: variable(textLike(/^[\w.+-]{1,64}$/, 'a revision of letters, digits and .+-_'), {
    default: 'unknown',
    unit: 'commit',
    example: '9c935dd',
    sentence: 'The commit that build info shows; the images set it.',
  }),
};

export type CommonSettings = z.output<z.ZodObject<typeof commonVariables>>;
