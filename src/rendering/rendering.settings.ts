import type { z } from 'zod';
import { integerBetween, oneOf, textLike, variable } from '../platform/settings/read-settings.js';

const httpAddress = textLike(/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/, 'an http or https URL without a query');

/** What renders charts, and its limits. */
export const renderingVariables = {
  RENDER_WORKERS: variable(integerBetween(0, 256), {
    default: '0',
    unit: 'threads',
    example: '2',
    sentence: 'Number of render threads; 0 means one per core.',
  }),
  RENDER_QUEUE_LIMIT: variable(integerBetween(1, 100_000), {
    default: '200',
    unit: 'images',
    example: '500',
    sentence: 'Maximum number of images waiting to be rendered; further requests are refused with 503.',
  }),
  RENDER_QUEUE_BYTES: variable(integerBetween(1024, 1024 * 1024 * 1024), {
    default: '8388608',
    unit: 'bytes',
    example: '33554432',
    sentence:
      'Maximum total size of the specifications waiting to be rendered and, separately, of the request bodies being read; requests beyond it are refused with 503.',
  }),
  RENDER_QUEUE_TIMEOUT_MS: variable(integerBetween(1000, 600_000), {
    default: '30000',
    unit: 'ms',
    example: '10000',
    sentence: 'Maximum time an image waits to be rendered before its request is refused with 503.',
  }),
  RENDER_TIMEOUT_MS: variable(integerBetween(1000, 600_000), {
    default: '10000',
    unit: 'ms',
    example: '5000',
    sentence: 'Maximum time to render one image; a thread that takes longer is terminated.',
  }),
  RENDERER: variable(oneOf(['embedded', 'quickchart']), {
    default: 'embedded',
    unit: 'name',
    example: 'quickchart',
    sentence: 'What renders charts: threads of this process (embedded) or a QuickChart server (quickchart).',
  }),
  QUICKCHART_URL: variable(httpAddress, {
    default: 'http://localhost:3400',
    unit: 'URL',
    example: 'http://quickchart:3400',
    sentence: 'Address of the QuickChart server; used when RENDERER is quickchart.',
  }),
  CHART_MAX_PIXELS: variable(integerBetween(1, 1_000_000_000), {
    default: '10000000',
    unit: 'pixels',
    example: '8388608',
    sentence:
      'Maximum width times height of an image in device pixels; halved for JPEG and WebP and quartered for AVIF, whose encoders need more memory.',
  }),
  PICTURE_CACHE_BYTES: variable(integerBetween(0, 4 * 1024 * 1024 * 1024), {
    default: '8388608',
    unit: 'bytes',
    example: '67108864',
    sentence: 'Maximum total size of cached images; 0 disables the cache.',
  }),
};

export type RenderingSettings = z.output<z.ZodObject<typeof renderingVariables>>;
