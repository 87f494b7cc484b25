import { z } from 'zod';
import { LOCAL_NETWORKS, type TrustedProxies, trustedProxiesIn } from '../http/trusted-proxies.js';
import { tracingVariables } from '../tracing/tracing.settings.js';
import { integerBetween, oneOf, textLike, variable } from './read-settings.js';

/** Port 0 lets the system pick a free port, which is then logged. */
export const listeningPort = integerBetween(0, 65535);

const trustedProxies = z.string().transform((text, context): TrustedProxies => {
  const trusted = trustedProxiesIn(text);
  if (trusted !== undefined) return trusted;
  context.addIssue('all, none, or at most 64 IP addresses and networks (CIDR) separated by commas');
  return z.NEVER;
});

/** Variables of both services. */
export const commonVariables = {
  METRICS_PORT: variable(listeningPort, {
    default: '9464',
    unit: 'TCP port',
    example: '9464',
    sentence: "Port that serves the service's own Prometheus metrics at /metrics; 0 picks a free port.",
  }),
  HOSTNAME: variable(textLike(/^[\x21-\x7e]{0,253}$/, 'a host name of at most 253 printable characters'), {
    default: '',
    unit: 'host name',
    example: 'web-1',
    sentence: 'Host name in responses and log lines.',
  }),
  LISTEN_ADDRESS: variable(textLike(/^[0-9a-fA-F:.]+$/, 'an IP address'), {
    default: '::',
    unit: 'IP address',
    example: '127.0.0.1',
    sentence:
      'IP address to listen on; :: means all addresses, with a fallback to 0.0.0.0 on hosts without IPv6.',
  }),
  TRUST_PROXY: variable(trustedProxies, {
    default: LOCAL_NETWORKS,
    unit: 'networks',
    example: '10.0.0.0/8,2001:db8::/32',
    sentence:
      'Addresses of the proxies whose X-Forwarded-* headers are used, as networks separated by commas, all or none; from other addresses, these headers are ignored.',
  }),
  LOG_LEVEL: variable(oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']), {
    default: 'info',
    unit: 'level',
    example: 'debug',
    sentence: 'Minimum severity of logged lines.',
  }),
  MAX_CONNECTIONS: variable(integerBetween(1, 1_000_000), {
    default: '2000',
    unit: 'connections',
    example: '1000',
    sentence:
      'Maximum number of open connections, and of requests in progress on them; at the limit, new ones replace idle ones and those whose callers do not read, and are refused with 503 if there are none. Fewer where the process may open fewer files.',
  }),
  SEND_QUEUE_BYTES: variable(integerBetween(1024, 1024 * 1024 * 1024), {
    default: '33554432',
    unit: 'bytes',
    example: '67108864',
    sentence:
      'Maximum total size of the responses waiting for their callers to receive them; further large ones are refused with 503.',
  }),
  SEND_TIMEOUT_MS: variable(integerBetween(1000, 600_000), {
    default: '60000',
    unit: 'ms',
    example: '20000',
    sentence:
      'Maximum time for which a caller may receive nothing of a response, event streams apart; its connection is then closed.',
  }),
  SHUTDOWN_DELAY_MS: variable(integerBetween(0, 300_000), {
    default: '0',
    unit: 'ms',
    example: '5000',
    sentence:
      'How long the service keeps accepting requests after SIGTERM, so that load balancers can remove it first.',
  }),
  SHUTDOWN_TIMEOUT_MS: variable(integerBetween(100, 300_000), {
    default: '10000',
    unit: 'ms',
    example: '20000',
    sentence: 'Grace period for in-flight requests; remaining connections are then closed.',
  }),
  APP_VERSION: variable(textLike(/^[\w.+-]{1,64}$/, 'a version of letters, digits and .+-_'), {
    default: 'development',
    unit: 'version',
    example: '1.2.3',
    sentence: 'Version in the build info metric; set in the images.',
  }),
  APP_REVISION: variable(textLike(/^[\w.+-]{1,64}$/, 'a revision of letters, digits and .+-_'), {
    default: 'unknown',
    unit: 'commit',
    example: '9c935dd',
    sentence: 'Commit in the build info metric; set in the images.',
  }),
  ...tracingVariables,
};

export type CommonSettings = z.output<z.ZodObject<typeof commonVariables>>;
