import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitText, textWidth, wrapText } from './fit-text.js';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

describe('fitText', () => {
  it('keeps text that fits', () => {
    expect(fitText('k8s-app-monitor-test:3000', 20)).toBe('k8s-app-monitor-test:3000');
  });

  it('cuts longer text with an ellipsis', () => {
    expect(fitText('a'.repeat(100), 10)).toMatch(/^a{10,15}…$/);
  });

  it('counts a Chinese character as wide as it is high', () => {
    expect(fitText('监'.repeat(10), 10)).toBe('监'.repeat(10));
    expect(fitText('监'.repeat(11), 10)).toMatch(/^监{8}…$/);
  });

  it('returns a prefix of the text without splitting a visible character', () => {
    const families = '👨‍👩‍👧'.repeat(20);
    const [beginning = ''] = fitText(families, 10).split('…');

    expect(families.startsWith(beginning)).toBe(true);
    expect(beginning.length % '👨‍👩‍👧'.length).toBe(0);
  });

  it('does not cut its own result again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 40 }), (text, width) => {
        expect(fitText(fitText(text, width), width)).toBe(fitText(text, width));
      }),
    );
  });
});

describe('wrapText', () => {
  it('breaks at spaces', () => {
    expect(wrapText('one two three four', 7, 9)).toEqual(['one two', 'three four']);
  });

  it('breaks words that are longer than a line', () => {
    expect(wrapText('see 监控监控监控', 4, 9)).toEqual(['see', '监控监控', '监控']);
  });

  it('does not begin a line with punctuation that closes', () => {
    expect(wrapText('监控监控，监控。', 4, 9)).toEqual(['监控监', '控，监', '控。']);
  });

  it('breaks between words in scripts that have no spaces', () => {
    expect(wrapText('ยอดขายรายเดือน', 10, 9)).toEqual(['ยอดขาย', 'รายเดือน']);
  });

  it('ends the last allowed line with an ellipsis', () => {
    expect(wrapText('one two three four', 7, 1)).toEqual(['one two…']);
  });

  it('returns no lines for spaces', () => {
    expect(wrapText('  ', 7, 9)).toEqual([]);
  });

  it('loses nothing but spaces if there are enough lines, and returns lines that fit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 40 }), (text, width) => {
        // A character that is wider than the line becomes an ellipsis.
        fc.pre(Array.from(graphemes.segment(text)).every(({ segment }) => textWidth(segment) <= width));
        const lines = wrapText(text, width, 1000);

        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        expect(lines.map((line) => fitText(line, width))).toEqual(lines);
      }),
    );
  });
});
