import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { FONT_FILES } from './fonts.js';
import { woff2CodePoints } from './woff2-code-points.js';

const pointsOf = (part: string) => {
  const file = FONT_FILES.find(({ path }) => path.includes(part));
  return woff2CodePoints(readFileSync(file?.path ?? part));
};
const has = (points: Set<number>, characters: string) =>
  Array.from(characters, (character) => points.has(character.codePointAt(0) ?? 0));

describe('woff2CodePoints', () => {
  it('knows the characters of a Latin font', () => {
    const points = pointsOf('noto-sans-latin-400');

    expect(has(points, 'Az09~é—\ufffd')).toEqual(Array(8).fill(true));
    expect(has(points, '\u0007ř≥Ж测')).toEqual(Array(5).fill(false));
  });

  it('knows the characters of a Chinese font, of both levels of GB 2312', () => {
    const points = pointsOf('chinese-simplified');

    expect(has(points, '测试应用监控延迟鑫瀚翊龘')).toEqual(Array(12).fill(true));
    expect(has(points, '毖麤Ж≥')).toEqual(Array(4).fill(false));
    expect(points.size).toBeGreaterThan(7000);
  });
});
