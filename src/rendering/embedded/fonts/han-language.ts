/**
 * The languages that write Han characters, each with different glyphs for the same character. The first one is that of
 * pictures which show none.
 */
export const HAN_LANGUAGES = ['zh-Hans', 'ja', 'zh-Hant', 'ko'] as const;

export type HanLanguage = (typeof HAN_LANGUAGES)[number];

const DEFAULT_LANGUAGE: HanLanguage = 'zh-Hans';

const LINE_FEED = 0x0a;

/**
 * The language that the characters of a text show, undefined if they show none.
 *
 * Kana show Japanese, and Hangul Korean, whichever Han characters are next to them. Otherwise it is the language of most
 * characters that only one language has: 売 is Japanese, 灣 is traditional Chinese, 额 is simplified Chinese, and 東 or 京
 * show nothing.
 */
export function hanLanguageOf(text: string): HanLanguage | undefined {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'ja';
  if (/\p{Script=Hangul}/u.test(text)) return 'ko';
  if (/\p{Script=Bopomofo}/u.test(text)) return 'zh-Hant';
  const shown = Array.from(text.matchAll(/\p{Script=Han}/gu), ([character]) => languageOnly(character));
  return mostFrequent(shown);
}

/** The language of a whole picture: that of most of its texts, simplified Chinese if they show none. */
export function pictureLanguage(texts: Iterable<string>): HanLanguage {
  const shown: (HanLanguage | undefined)[] = [];
  for (const text of texts) if (/[^\0-\u02ff]/.test(text)) shown.push(hanLanguageOf(text));
  return mostFrequent(shown) ?? DEFAULT_LANGUAGE;
}

/** Of equally frequent languages, the one that was found first. */
function mostFrequent(languages: readonly (HanLanguage | undefined)[]): HanLanguage | undefined {
  const counts = new Map<HanLanguage, number>();
  for (const language of languages) {
    if (language !== undefined) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0];
}

let only: ReadonlyMap<string, HanLanguage> | undefined;

/** The language of a character that is frequent in one language, and that others do not have. */
function languageOnly(character: string): HanLanguage | undefined {
  only ??= charactersOfOneLanguage();
  return only.get(character);
}

/**
 * Read from the national character sets, which list by frequency: GB 2312 (all 6763 characters), Big5 (5401 frequent ones
 * and 7652 others) and JIS X 0208 (2965 frequent ones and 3390 others, among them old forms that are those of Big5).
 */
function charactersOfOneLanguage(): Map<string, HanLanguage> {
  const simplified = charactersOf('gbk', [0xb0, 0xf7], [0xa1, 0xfe]);
  const traditional = charactersOf('big5', [0xa4, 0xf9], [0x40, 0xfe]);
  const frequentTraditional = charactersOf('big5', [0xa4, 0xc6], [0x40, 0xfe]);
  const japanese = charactersOf('shift_jis', [0x88, 0xea], [0x40, 0xfc]);
  const frequentJapanese = charactersOf('shift_jis', [0x88, 0x97], [0x40, 0xfc]);
  return new Map([
    ...without(simplified, traditional, japanese).map((character) => [character, 'zh-Hans'] as const),
    ...without(frequentTraditional, simplified, frequentJapanese).map(
      (character) => [character, 'zh-Hant'] as const,
    ),
    ...without(frequentJapanese, simplified, traditional).map((character) => [character, 'ja'] as const),
  ]);
}

function without(characters: ReadonlySet<string>, ...others: readonly ReadonlySet<string>[]): string[] {
  return [...characters].filter((character) => !others.some((other) => other.has(character)));
}

/** The Han characters of an encoding whose two bytes are in these ranges, both ends included. */
function charactersOf(
  encoding: string,
  first: readonly [number, number],
  second: readonly [number, number],
): Set<string> {
  const bytes: number[] = [];
  for (let high = first[0]; high <= first[1]; high += 1) {
    for (let low = second[0]; low <= second[1]; low += 1) bytes.push(high, low, LINE_FEED);
  }
  const lines = new TextDecoder(encoding).decode(Uint8Array.from(bytes)).split('\n');
  return new Set(lines.filter((line) => /^\p{Script=Han}$/u.test(line)));
}
