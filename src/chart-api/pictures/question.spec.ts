import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pictureQuerySchema, questionOf, styleOf } from './picture.query.js';

const NOW_MS = Date.UTC(2026, 0, 1, 12, 34, 56, 789);

function asked(query: Record<string, string | string[]>) {
  return pictureQuerySchema.parse(query);
}

describe('questionOf', () => {
  it('asks about the second that is in progress', () => {
    expect(questionOf(asked({}), NOW_MS)).toEqual({ atMs: Date.UTC(2026, 0, 1, 12, 34, 56) });
  });

  it('carries what was asked for', () => {
    expect(questionOf(asked({ app: 'cart', metric: ['a', 'b'], query: 'up' }), NOW_MS)).toMatchObject({
      app: 'cart',
      metrics: ['a', 'b'],
      query: 'up',
    });
    expect(questionOf(asked({ metric: 'a' }), NOW_MS).metrics).toEqual(['a']);
  });

  it.each([
    ['60s', '1024', 1],
    ['1h', '1024', 15],
    ['1h', '400', 60],
    ['1d', '1024', 600],
    ['7d', '1024', 3600],
    ['90d', '1024', 43_200],
  ])('divides %s on %s px into steps of %d s', (range, width, stepSeconds) => {
    expect(questionOf(asked({ range, width }), NOW_MS).range?.stepMs).toBe(stepSeconds * 1000);
  });

  it('gives bars more room', () => {
    expect(questionOf(asked({ range: '1h', type: 'bar' }), NOW_MS).range?.stepMs).toBe(60_000);
  });

  it('ends a range with a step that is over: whoever asks within a step asks the same', () => {
    const atMs = Date.UTC(2026, 0, 1, 12, 34, 45);

    expect(questionOf(asked({ range: '1h' }), NOW_MS)).toEqual({
      atMs,
      range: { fromMs: atMs - 3_600_000, stepMs: 15_000 },
    });
    expect(questionOf(asked({ range: '1h' }), atMs)).toEqual(
      questionOf(asked({ range: '1h' }), atMs + 14_999),
    );
  });

  it('never asks for more points than there is room for, nor for none', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 * 86_400 }),
        fc.integer({ min: 64, max: 4096 }),
        fc.constantFrom('bar', 'line', 'area'),
        (seconds, width, type) => {
          const question = questionOf(asked({ range: `${seconds}s`, width: String(width), type }), NOW_MS);
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
  it('draws a moment as bars and a range as lines, unless another form is asked for', () => {
    expect(styleOf(asked({}))).toEqual({ widthPx: 1024, heightPx: 512, theme: 'light', form: 'bar' });
    expect(styleOf(asked({ range: '1h' })).form).toBe('line');
    expect(styleOf(asked({ range: '1h', type: 'area', theme: 'dark' }))).toMatchObject({
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
    [{ metric: 'a-b' }, 'Expected metric to be up to 20 names of metrics but received "a-b"'],
    [{ query: '' }, 'Expected query to be PromQL, given once, 1 to 4096 characters'],
    [{ app: ['a', 'b'] }, 'Expected app to be the name of an application, given once'],
  ])('refuses %j in a sentence', (query, sentence) => {
    const result = pictureQuerySchema.safeParse(query);

    expect(result.error?.issues[0]?.message).toContain(sentence);
  });
});
