import { describe, expect, it } from '@jest/globals';
import { drawableText } from './text.js';

describe('drawableText', () => {
  it('leaves alone what our fonts have', () => {
    const texts = [
      'AppName:test-app',
      '测试应用 监控 延迟',
      '≥ ≤ →',
      'Škoda – “naïve”',
      'Привет',
      'Ελλάδα',
      '\ufffd',
    ];

    expect(texts.map(drawableText)).toEqual(texts);
  });

  it('puts U+FFFD in the place of each character that they lack', () => {
    expect(drawableText('ก=😀, ש, \ue000')).toBe('\ufffd=\ufffd, \ufffd, \ufffd');
    expect(drawableText('one family: 👨‍👩‍👧')).toBe('one family: \ufffd');
  });

  it('composes letters and their accents, and gives up where no font has both', () => {
    expect(drawableText('e\u0301 r\u030c')).toBe('é ř');
    expect(drawableText('测\u0483')).toBe('\ufffd');
  });

  it('drops what is invisible and turns control characters into spaces', () => {
    expect(drawableText('a\u202eb\u200bc\u00add')).toBe('abcd');
    expect(drawableText('a\tb\u0000c\u007f')).toBe('a b c ');
  });
});
