import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NotAcceptableError } from '../../platform/errors.js';
import { chooseFormat, pictureQuerySchema, questionOf, styleOf } from './picture-query.schema.js';

const NOW_MS = Date.UTC(2026, 0, 1, 12, 34, 56, 789);

function parsed(query: Record<string, string | string[]>) {
  return pictureQuerySchema.parse(query);
}

describe('questionOf', () => {
  it('uses the current second', () => {
    expect(questionOf(parsed({}), NOW_MS)).toEqual({ atMs: Date.UTC(2026, 0, 1, 12, 34, 56) });
  });

  it('includes the application, the metrics and the query of the request', () => {
    expect(questionOf(parsed({ app: 'cart', metric: ['a', 'b'], query: 'up' }), NOW_MS)).toMatchObject({
      app: 'cart',
      metrics: ['a', 'b'],
      query: 'up',
    });
    expect(questionOf(parsed({ metric: 'a' }), NOW_MS).metrics).toEqual(['a']);
  });

  it.each([
    ['60s', '1024', 1],
    ['1h', '1024', 15],
    ['1h', '400', 60],
    ['1d', '1024', 600],
    ['7d', '1024', 3600],
    ['90d', '1024', 43_200],
  ])('divides %s on %s px into steps of %d s', (range, width, stepSeconds) => {
    expect(questionOf(parsed({ range, width }), NOW_MS).range?.stepMs).toBe(stepSeconds * 1000);
  });

  it('gives bars longer steps than lines', () => {
    expect(questionOf(parsed({ range: '1h', type: 'bar' }), NOW_MS).range?.stepMs).toBe(60_000);
  });

  it('ends a range at the last complete step, so that all requests within a step are equal', () => {
    const atMs = Date.UTC(2026, 0, 1, 12, 34, 45);

    expect(questionOf(parsed({ range: '1h' }), NOW_MS)).toEqual({
      atMs,
      range: { fromMs: atMs - 3_600_000, stepMs: 15_000 },
    });
    expect(questionOf(parsed({ range: '1h' }), atMs)).toEqual(
      questionOf(parsed({ range: '1h' }), atMs + 14_999),
    );
  });

  it('requests at least one point and no more than fit the width', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 * 86_400 }),
        fc.integer({ min: 64, max: 4096 }),
        fc.constantFrom('bar', 'line', 'area'),
        (seconds, width, type) => {
          const question = questionOf(parsed({ range: `${seconds}s`, width: String(width), type }), NOW_MS);
          const { fromMs, stepMs } = question.range!;
          const points = (question.atMs - fromMs) / stepMs;

          expect(Number.isInteger(points)).toBe(true);
          expect(points).toBeGreaterThanOrEqual(1);
          expect(points).toBeLessThanOrEqual(Math.max(90, width / 4));
        },
      ),
    );
  });
});

describe('styleOf', () => {
  it('shows a moment as bars and a range as lines, unless the query names another type', () => {
    expect(styleOf(parsed({}))).toEqual({ widthPx: 1024, heightPx: 512, theme: 'light', form: 'bar' });
    expect(styleOf(parsed({ range: '1h' })).form).toBe('line');
    expect(styleOf(parsed({ range: '1h', type: 'area', theme: 'dark' }))).toMatchObject({
      form: 'area',
      theme: 'dark',
    });
  });
});

describe('pictureQuerySchema', () => {
  it.each([
    [{ range: '1' }, 'Expected range to be a duration from 1s to 90d'],
    [{ range: '0s' }, 'Expected range to be a duration'],
    [{ range: '91d' }, 'Expected range to be a duration'],
    [{ range: '1m1h' }, 'Expected range to be a duration'],
    [{ range: ['1h', '2h'] }, 'Expected range to be a duration'],
    [{ type: 'pie' }, 'Expected type to be one of bar, line, area but received "pie"'],
    [{ theme: 'pink' }, 'Expected theme to be one of light, dark but received "pink"'],
    [{ width: '63' }, 'Expected width to be an integer between 64 and 4096 but received "63"'],
    [{ height: '1e3' }, 'Expected height to be an integer between 64 and 4096'],
    [{ metric: 'a-b' }, 'Expected metric to be up to 20 metric names but received "a-b"'],
    [{ query: '' }, 'Expected query to be one PromQL query, 1 to 4096 characters'],
    [{ app: ['a', 'b'] }, 'Expected app to be one application name'],
  ])('refuses %j and says why', (query, sentence) => {
    const result = pictureQuerySchema.safeParse(query);

    expect(result.error?.issues[0]?.message).toContain(sentence);
  });
});

const CHROMIUM_PAGE =
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7';
const CHROMIUM_IMG = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8';
const FIREFOX_PAGE = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const OLDER_FIREFOX_IMG = 'image/avif,image/webp,*/*';
const SAFARI_IMG =
  'image/webp,image/avif,image/jxl,image/heic,image/heic-sequence,video/*;q=0.8,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5';

describe('chooseFormat', () => {
  it.each([
    [undefined, 'png'],
    ['', 'png'],
    ['*/*', 'png'],
    ['image/*', 'png'],
    ['image/png', 'png'],
    ['image/svg+xml', 'svg'],
    ['text/html', 'html'],
    ['text/*', 'html'],
    ['TEXT/HTML', 'html'],
    [CHROMIUM_PAGE, 'html'],
    [CHROMIUM_IMG, 'png'],
    [FIREFOX_PAGE, 'html'],
    [SAFARI_IMG, 'png'],
    [OLDER_FIREFOX_IMG, 'png'],
    ['image/avif', 'avif'],
    ['image/avif, image/webp', 'webp'],
    ['image/jpeg', 'jpeg'],
    ['application/pdf', 'pdf'],
    ['text/html, image/png', 'png'],
    ['text/html, image/png;q=0.9', 'html'],
    ['text/html;q=0.5, image/svg+xml;q=0.6, image/png;q=0.4', 'svg'],
    ['*/*, image/png;q=0', 'svg'],
    ['image/png;q=0, image/svg+xml;q=0, */*', 'html'],
    ['image/png;q=nonsense, text/html;q=0.1', 'html'],
  ])('answers Accept: %s with %s', (accept, format) => {
    expect(chooseFormat({ accept })).toBe(format);
  });

  it.each([['application/zip'], ['image/gif, text/plain'], ['image/png;q=0'], ['nonsense']])(
    'refuses Accept: %s and lists the available formats',
    (accept) => {
      expect(() => chooseFormat({ accept })).toThrow(
        new NotAcceptableError(accept, [
          'image/png',
          'image/svg+xml',
          'text/html',
          'image/webp',
          'image/avif',
          'image/jpeg',
          'application/pdf',
        ]),
      );
    },
  );

  it('prefers ?format= to Accept, and the extension of the path to both', () => {
    expect(chooseFormat({ query: 'svg', accept: 'text/html' })).toBe('svg');
    expect(chooseFormat({ extension: 'png', query: 'svg', accept: 'text/html' })).toBe('png');
  });

  it('refuses an unavailable format, whatever Accept says', () => {
    expect(() => chooseFormat({ query: 'gif', accept: '*/*' })).toThrow(
      'No format matches "gif". Available: png, svg, html, webp, avif, jpeg, pdf',
    );
  });
});
