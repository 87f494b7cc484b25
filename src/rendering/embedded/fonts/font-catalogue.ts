import { HAN_LANGUAGES, type HanLanguage } from './han-language.js';

/** A CSS family: one subset of a `@fontsource` package, in some weights. */
export interface FontFamily {
  readonly name: string;
  /** The package, without its scope. */
  readonly package: string;
  /** The subset of the package: a script, or a number. */
  readonly subset: string;
  /** All have the same characters (`tools/generated` checks that): otherwise the canvas could not draw some in bold. */
  readonly weights: readonly number[];
}

const BOTH_WEIGHTS = [400, 600];
const REGULAR = [400];

/** Latin, Greek and Cyrillic. Each subset is a separate family: the canvas uses one file of a family and weight. */
export const ALPHABETS: readonly FontFamily[] = [
  sans('Noto Sans', 'latin'),
  sans('Noto Sans Extended', 'latin-ext'),
  sans('Noto Sans Cyrillic', 'cyrillic'),
  sans('Noto Sans Greek', 'greek'),
];

const CHINESE: readonly FontFamily[] = [
  family('Noto Sans SC', 'noto-sans-sc', 'chinese-simplified', REGULAR),
  // 8,000 characters, but neither ≥ ≤ nor →, which are in these two.
  family('Noto Sans SC 100', 'noto-sans-sc', '100', REGULAR),
  family('Noto Sans SC 109', 'noto-sans-sc', '109', REGULAR),
];

/** Fonts that are loaded before the first picture. */
export const LOADED_FAMILIES: readonly FontFamily[] = [...ALPHABETS, ...CHINESE];

export const COLOR_EMOJI = family('Noto Color Emoji', 'noto-color-emoji', 'emoji', REGULAR);
/** For vectors of outlines, which have one colour. */
export const OUTLINE_EMOJI = family('Noto Emoji', 'noto-emoji', 'emoji', REGULAR);

/**
 * Other scripts and signs, in the order in which they are searched. Each is loaded with the first text that needs it.
 *
 * A further script is a line here and its package; then `npm run generate`.
 */
const SCRIPTS: readonly FontFamily[] = [
  sans('Noto Sans Vietnamese', 'vietnamese'),
  sans('Noto Sans Cyrillic Extended', 'cyrillic-ext'),
  sans('Noto Sans Greek Extended', 'greek-ext'),
  sans('Noto Sans Devanagari', 'devanagari'),
  script('Arabic'),
  script('Armenian'),
  script('Bengali'),
  script('Ethiopic'),
  script('Georgian'),
  script('Gujarati'),
  script('Gurmukhi'),
  script('Hebrew'),
  script('Kannada'),
  script('Khmer'),
  script('Lao'),
  script('Malayalam'),
  script('Myanmar'),
  script('Sinhala'),
  script('Tamil'),
  script('Telugu'),
  script('Thai'),
  family('Noto Sans Symbols', 'noto-sans-symbols', 'symbols', REGULAR),
  family('Noto Sans Symbols 2', 'noto-sans-symbols-2', 'symbols', REGULAR),
  family('Noto Sans Math', 'noto-sans-math', 'latin', REGULAR),
];

/** The frequent characters of each language that uses Han characters: one large file. */
const FREQUENT: Readonly<Record<HanLanguage, readonly FontFamily[]>> = {
  'zh-Hans': CHINESE,
  ja: [family('Noto Sans JP', 'noto-sans-jp', 'japanese', REGULAR)],
  'zh-Hant': [family('Noto Sans TC', 'noto-sans-tc', 'chinese-traditional', REGULAR)],
  ko: [family('Noto Sans KR', 'noto-sans-kr', 'korean', REGULAR)],
};

/** Their rare characters: many small files, and the numbers that the packages give them. */
const RARE: Readonly<Record<HanLanguage, readonly FontFamily[]>> = {
  'zh-Hans': numbered('Noto Sans SC', [4, 6], [21, 91], [97, 99], [101, 108], [110, 119]),
  ja: numbered('Noto Sans JP', [0, 119]),
  'zh-Hant': numbered('Noto Sans TC', [0, 0], [6, 8], [19, 92], [97, 119]),
  ko: numbered('Noto Sans KR', [0, 119]),
};

/** All families but the emoji, in the order in which they are searched for the characters of a text. */
export function familiesFor(language: HanLanguage): readonly FontFamily[] {
  return ORDERS[language];
}

const ORDERS = Object.fromEntries(HAN_LANGUAGES.map((language) => [language, orderFor(language)])) as Record<
  HanLanguage,
  readonly FontFamily[]
>;

function orderFor(language: HanLanguage): readonly FontFamily[] {
  const others = HAN_LANGUAGES.filter((other) => other !== language);
  const own = language === 'zh-Hans' ? [] : [...FREQUENT[language], ...RARE[language]];
  const families = [
    ...ALPHABETS,
    ...own,
    ...CHINESE,
    ...SCRIPTS,
    ...others.flatMap((other) => FREQUENT[other]),
    ...RARE[language],
    ...others.flatMap((other) => RARE[other]),
  ];
  return [...new Set(families)];
}

/** Every family. */
export const ALL_FAMILIES: readonly FontFamily[] = [...ORDERS['zh-Hans'], OUTLINE_EMOJI, COLOR_EMOJI];

/** The files of a family, within the package folder `@fontsource`. */
export function filesOf({ package: name, subset, weights }: FontFamily): string[] {
  return weights.map((weight) => `${name}/files/${name}-${subset}-${weight}-normal.woff2`);
}

/** Families in CSS syntax. */
export function cssFamilies(families: readonly FontFamily[]): string {
  return families.map(({ name }) => `"${name}"`).join(', ');
}

function family(name: string, from: string, subset: string, weights: readonly number[]): FontFamily {
  return { name, package: from, subset, weights };
}

/** A subset of Noto Sans itself. */
function sans(name: string, subset: string): FontFamily {
  return family(name, 'noto-sans', subset, BOTH_WEIGHTS);
}

/** The Noto Sans of a script, whose package and subset have its name. */
function script(name: string): FontFamily {
  return family(`Noto Sans ${name}`, `noto-sans-${name.toLowerCase()}`, name.toLowerCase(), BOTH_WEIGHTS);
}

/** Subsets with numbers, of ranges with both ends included. */
function numbered(name: string, ...ranges: readonly (readonly [number, number])[]): FontFamily[] {
  const from = name.toLowerCase().replaceAll(' ', '-');
  return ranges.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, index) => {
      const subset = String(first + index);
      return family(`${name} ${subset}`, from, subset, REGULAR);
    }),
  );
}
