import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { freshUntil, headerText } from './send-picture.js';

describe('freshUntil', () => {
  it.each([
    [15_000, 0, 'max-age=15'],
    [15_000, 1, 'max-age=14'],
    [15_000, 14_000, 'max-age=1'],
    [15_000, 14_001, 'no-cache'],
    [15_000, 15_000, 'no-cache'],
    [15_000, 99_000, 'no-cache'],
  ])('for an answer that is valid until %d, at %d, is %s', (untilMs, nowMs, cacheControl) => {
    expect(freshUntil(untilMs, nowMs)).toEqual({ cacheControl });
  });

  it('never exceeds the tick, and leaves less than a second of it unused', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(10_000_000), (untilMs, nowMs) => {
        const [, seconds = '0'] = /^max-age=(\d+)$/.exec(freshUntil(untilMs, nowMs).cacheControl) ?? [];
        const unused = untilMs - nowMs - Number(seconds) * 1000;

        expect(unused >= 0 || seconds === '0').toBe(true);
        expect(unused).toBeLessThan(1000);
      }),
    );
  });
});

describe('headerText', () => {
  it('leaves an ASCII sentence unchanged', () => {
    expect(headerText('Expected x but found "y" (line 3)')).toBe('Expected x but found "y" (line 3)');
  });

  it('is one line, so that it cannot add a header', () => {
    expect(headerText('a\r\nSet-Cookie: b\n\n<html>')).toBe('a Set-Cookie: b <html>');
  });

  it('has the bytes of UTF-8 for other characters, and three dots for an ellipsis', () => {
    expect(Buffer.from(headerText('测试 é 😀'), 'latin1').toString()).toBe('测试 é 😀');
    expect(headerText('new Date(…)')).toBe('new Date(...)');
  });

  it('replaces control and format characters by a question mark', () => {
    expect(headerText('a\u0000b\u0085c\u202ed\u200be\ud800f')).toBe('a?b?c?d?e?f');
  });

  it('truncates long sentences between two characters', () => {
    expect(headerText('x'.repeat(5000))).toBe(`${'x'.repeat(997)}...`);
    expect(headerText(`${'x'.repeat(996)}é`.repeat(2))).toBe(`${'x'.repeat(996)}...`);
    expect(Buffer.from(headerText('测'.repeat(5000)), 'latin1').toString()).toBe(`${'测'.repeat(332)}...`);
  });

  it('is one line of at most 1000 bytes of valid UTF-8 without control characters for any input', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (sentence) => {
        const bytes = Buffer.from(headerText(sentence), 'latin1');

        expect(headerText(sentence)).toMatch(/^[ -~\u0080-\u00ff]{0,1000}$/);
        expect(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toMatch(/^[^\p{C}]*$/u);
      }),
    );
  });
});
