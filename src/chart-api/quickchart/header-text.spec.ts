import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { headerText } from './chart-answers.js';

describe('headerText', () => {
  it('keeps a sentence of ASCII as it is', () => {
    expect(headerText('Expected x but found "y" (line 3)')).toBe('Expected x but found "y" (line 3)');
  });

  it('is one line that adds no header', () => {
    expect(headerText('a\r\nSet-Cookie: b\n\n<html>')).toBe('a Set-Cookie: b <html>');
  });

  it('has a question mark for each other character', () => {
    expect(headerText('测试 é 😀\u0000')).toBe('?? ? ??');
  });

  it('ends long sentences', () => {
    expect(headerText('x'.repeat(5000))).toBe(`${'x'.repeat(997)}...`);
  });

  it('is printable ASCII of at most 1000 characters, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (sentence) => {
        expect(headerText(sentence)).toMatch(/^[ -~]{0,1000}$/);
      }),
    );
  });
});
