import { describe, expect, it } from '@jest/globals';
import { hanLanguageOf, pictureLanguage } from './han-language.js';

describe('the language of a text', () => {
  it.each([
    ['東京の人口', 'ja'],
    ['シェア', 'ja'],
    ['売上', 'ja'],
    ['株価 100円', 'ja'],
    ['시즌 별 스탯', 'ko'],
    ['漢字 한자', 'ko'],
    ['台灣營業額', 'zh-Hant'],
    ['銷售', 'zh-Hant'],
    ['ㄅㄆㄇ', 'zh-Hant'],
    ['营业额', 'zh-Hans'],
    ['各城市的请求数量', 'zh-Hans'],
    ['东京', 'zh-Hans'],
  ])('of %s is %s', (text, language) => {
    expect(hanLanguageOf(text)).toBe(language);
  });

  it('is unknown where several languages have all characters, or where there are no Han characters', () => {
    const texts = ['東京', '北京', '时間', 'abc', ''];

    expect(texts.map(hanLanguageOf)).toEqual([undefined, undefined, 'zh-Hans', undefined, undefined]);
  });

  it('is Japanese with kana even where other characters look Chinese', () => {
    expect(hanLanguageOf('优の良品')).toBe('ja');
  });
});

describe('the language of a picture', () => {
  it('is that of most of its texts', () => {
    expect(pictureLanguage(['東京', 'おおさか', '北海道の'])).toBe('ja');
    expect(pictureLanguage(['广州', '各城市的请求数量', 'おおさか'])).toBe('zh-Hans');
  });

  it('is simplified Chinese where no text shows one', () => {
    expect(pictureLanguage(['東京', 'Latin', '№'])).toBe('zh-Hans');
    expect(pictureLanguage([])).toBe('zh-Hans');
  });
});
