import type { z } from 'zod';
import type { CommonSettings } from '../platform/settings/common.settings.js';
import { integerBetween, oneOf, textLike, variable } from '../platform/settings/read-settings.js';

const httpAddress = textLike(
  /^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/,
  'an address of http or https, without a query',
);

/** What draws, and how much of it at a time. */
export const renderingVariables = {
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
};

/** The variables of this module, and those of others that it reads. */
export type RenderingSettings = z.output<z.ZodObject<typeof renderingVariables>> &
  Pick<CommonSettings, 'APP_VERSION' | 'APP_REVISION'>;
