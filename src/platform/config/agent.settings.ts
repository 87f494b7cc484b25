import { z } from 'zod';
import { basePathList } from './base-paths.setting.js';
import { commonVariables, listeningPort } from './common.settings.js';
import { serviceList } from './services.setting.js';
import { integerBetween, oneOf, textLike, variable } from './variable.js';

// A DNS name or an IP address, without a scheme or a port: those are not the name's to say.
const hostName = textLike(
  /^([A-Za-z0-9]([\w.-]{0,251}[A-Za-z0-9])?\.?|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)$/,
  'a DNS name or an IP address',
);

const httpAddress = textLike(
  /^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/,
  'an address of http or https, without a query',
);

/** The environment of k8s-app-monitor-agent, the chart agent. */
export const agentSettingsSchema = z.object({
  PORT: variable(listeningPort, {
    default: '8888',
    unit: 'TCP port',
    example: '8888',
    sentence: 'Where the agent listens; 0 takes a free one.',
  }),
  SERVICE_NAME: variable(hostName, {
    default: 'localhost',
    unit: 'host name',
    example: 'k8s-app-monitor-test',
    sentence: 'The metrics API, found by DNS.',
  }),
  APP_PORT: variable(integerBetween(1, 65535), {
    default: '3000',
    unit: 'TCP port',
    example: '3000',
    sentence: 'The port of the metrics API.',
  }),
  SERVICES: variable(serviceList, {
    default: '',
    unit: 'YAML or JSON',
    example: '[{name: node, kind: exposition, url: "http://node-exporter:9100/metrics"}]',
    sentence:
      'The services that may be charted, each at its name; the first takes the place of SERVICE_NAME. Kinds: app-monitor, exposition, prometheus (which may have a query).',
  }),
  BASE_PATHS: variable(basePathList, {
    default: '',
    unit: 'paths',
    example: '/charts,/team-a/monitor',
    sentence:
      'Further paths beneath which every address answers, separated by commas: for an ingress that passes its path on.',
  }),
  UPSTREAM_TIMEOUT_MS: variable(integerBetween(1, 60_000), {
    default: '2000',
    unit: 'ms',
    example: '2000',
    sentence:
      'How long all reads for one picture may take together, from the first connection to the last byte.',
  }),
  UPSTREAM_MAX_BYTES: variable(integerBetween(1024, 64 * 1024 * 1024), {
    default: '1048576',
    unit: 'bytes',
    example: '1048576',
    sentence: 'The longest answer of another service that is read.',
  }),
  UPSTREAM_RETRIES: variable(integerBetween(0, 10), {
    default: '1',
    unit: 'times',
    example: '2',
    sentence:
      'How often a read is tried again after a refused or lost connection or a 502, 503 or 504, within UPSTREAM_TIMEOUT_MS.',
  }),
  UPSTREAM_BREAKER_FAILURES: variable(integerBetween(1, 1000), {
    default: '5',
    unit: 'reads',
    example: '10',
    sentence: 'Reads of a service that fail in a row before it is left alone for a moment.',
  }),
  UPSTREAM_BREAKER_OPEN_MS: variable(integerBetween(1, 600_000), {
    default: '1000',
    unit: 'ms',
    example: '5000',
    sentence: 'How long a service that failed so often is left alone before one read tries it again.',
  }),
  RENDER_WORKERS: variable(integerBetween(0, 256), {
    default: '0',
    unit: 'threads',
    example: '2',
    sentence: 'Threads that draw; 0 is one for each core.',
  }),
  RENDER_QUEUE_LIMIT: variable(integerBetween(1, 100_000), {
    default: '200',
    unit: 'pictures',
    example: '500',
    sentence: 'Pictures that may wait to be drawn; one more is answered with 503.',
  }),
  RENDER_QUEUE_BYTES: variable(integerBetween(1024, 1024 * 1024 * 1024), {
    default: '8388608',
    unit: 'bytes',
    example: '33554432',
    sentence:
      'Specifications that may wait to be drawn, all together, and bodies of requests likewise; what goes beyond is answered with 503.',
  }),
  RENDER_QUEUE_TIMEOUT_MS: variable(integerBetween(1000, 600_000), {
    default: '30000',
    unit: 'ms',
    example: '10000',
    sentence: 'How long a picture may wait to be drawn; one that waits longer is answered with 503.',
  }),
  RENDER_TIMEOUT_MS: variable(integerBetween(1000, 600_000), {
    default: '10000',
    unit: 'ms',
    example: '5000',
    sentence: 'How long one picture may be drawn; the thread that takes longer is ended.',
  }),
  RENDERER: variable(oneOf(['embedded', 'quickchart']), {
    default: 'embedded',
    unit: 'name',
    example: 'quickchart',
    sentence: 'What draws: threads of this process, or a QuickChart server.',
  }),
  QUICKCHART_URL: variable(httpAddress, {
    default: 'http://localhost:3400',
    unit: 'URL',
    example: 'http://quickchart:3400',
    sentence: 'The QuickChart server that draws where RENDERER is quickchart.',
  }),
  PICTURE_CACHE_BYTES: variable(integerBetween(0, 4 * 1024 * 1024 * 1024), {
    default: '8388608',
    unit: 'bytes',
    example: '67108864',
    sentence: 'Drawn pictures that are kept; 0 keeps none.',
  }),
  CHART_MAX_BYTES: variable(integerBetween(1024, 4 * 1024 * 1024), {
    default: '1048576',
    unit: 'bytes',
    example: '262144',
    sentence: 'The longest specification of a chart, and the longest body of a request.',
  }),
  CHART_MAX_DEPTH: variable(integerBetween(4, 200), {
    default: '32',
    unit: 'levels',
    example: '16',
    sentence: 'How deep objects and arrays may stand in one another in a specification.',
  }),
  CHART_MAX_POINTS: variable(integerBetween(1, 250_000), {
    default: '50000',
    unit: 'points',
    example: '10000',
    sentence: 'The points of all datasets of a chart together, and its labels.',
  }),
  CHART_MAX_PIXELS: variable(integerBetween(1, 1_000_000_000), {
    default: '10000000',
    unit: 'pixels',
    example: '8388608',
    sentence:
      'Width times height of a picture, retina included; half of it for JPEG and WebP and a quarter for AVIF, whose encoders take more memory.',
  }),
  ...commonVariables,
});

export type AgentSettings = z.output<typeof agentSettingsSchema>;

/** Injection token of the agent's settings. */
export const AGENT_SETTINGS = Symbol('AgentSettings');
