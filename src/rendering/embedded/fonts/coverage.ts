import { createRequire } from 'node:module';
import {
  ALPHABETS,
  COLOR_EMOJI,
  type FontFamily,
  LOADED_FAMILIES,
  OUTLINE_EMOJI,
  familiesFor,
} from './font-catalogue.js';
import { type HanLanguage, hanLanguageOf } from './han-language.js';

/** How emoji are drawn: in their colours, or as outlines in the colour of the text. */
export type EmojiStyle = 'color' | 'outline';

/** A text as it can be drawn, and what it is drawn with. */
export interface DrawableText {
  readonly text: string;
  /** In the order in which they are searched; undefined if the fonts that are always loaded are enough. */
  readonly families: readonly FontFamily[] | undefined;
}

/** White square, which one of our fonts has. */
const BOX = '\u25a1';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Characters as people see them: a letter with its accents is one. */
export function graphemesOf(text: string): string[] {
  return Array.from(graphemes.segment(text.normalize('NFC')), ({ segment }) => segment);
}

/**
 * The text with a box for each character that our fonts lack, and the fonts that it needs.
 *
 * The canvas would take such characters from fonts that are installed on the machine, even with the system's fonts
 * turned off, and the same chart would differ between machines.
 *
 * @param language - whose glyphs Han characters have in texts that show none
 */
export function drawableText(text: string, language: HanLanguage, style: EmojiStyle): DrawableText {
  if (/^[ -~]*$/.test(text)) return { text, families: undefined };
  const order = familiesFor(hanLanguageOf(text) ?? language);
  const emoji = style === 'color' ? COLOR_EMOJI : OUTLINE_EMOJI;
  const needed = new Set<FontFamily>();
  const drawn = graphemesOf(text).map((grapheme) => {
    const found = find(grapheme, order, emoji) ?? find(BOX, order, emoji);
    if (found === undefined) return '';
    needed.add(found.family);
    return found.text;
  });
  return { text: drawn.join(''), families: familiesOf(needed, order, emoji) };
}

/** Whether our fonts have a character. */
export function isDrawable(grapheme: string): boolean {
  return find(grapheme, familiesFor('zh-Hans'), OUTLINE_EMOJI) !== undefined;
}

function familiesOf(
  needed: ReadonlySet<FontFamily>,
  order: readonly FontFamily[],
  emoji: FontFamily,
): readonly FontFamily[] | undefined {
  if ([...needed].every((family) => LOADED_FAMILIES.includes(family))) return undefined;
  const used = order.filter((family) => needed.has(family) || LOADED_FAMILIES.includes(family));
  // Right after the letters: other fonts have some emoji as signs.
  return needed.has(emoji) ? used.toSpliced(ALPHABETS.length, 0, emoji) : used;
}

interface Found {
  /** The character without what is not drawn. */
  readonly text: string;
  readonly family: FontFamily;
}

/** Shown as a picture, by default or by a selector, and not as a sign. */
const EMOJI = /\p{Emoji_Presentation}|\ufe0f/u;

/** The first family that has all code points of a character: text is shaped font by font, accents with their letters. */
function find(grapheme: string, order: readonly FontFamily[], emoji: FontFamily): Found | undefined {
  const visible = grapheme.replace(/\p{Default_Ignorable_Code_Point}/gu, '').replace(/\p{Cc}/gu, ' ');
  if (EMOJI.test(grapheme) && covers(emoji, visible)) return { text: grapheme, family: emoji };
  const family =
    order.find((candidate) => covers(candidate, visible)) ?? (covers(emoji, visible) ? emoji : undefined);
  return family && { text: withJoiners(grapheme, visible), family };
}

/** Scripts in which the (non-)joiner, which is invisible, selects the form of the letters next to it. */
const JOINED =
  /^[\p{sc=Arab}\p{sc=Beng}\p{sc=Deva}\p{sc=Gujr}\p{sc=Guru}\p{sc=Khmr}\p{sc=Knda}\p{sc=Mlym}\p{sc=Mymr}\p{sc=Sinh}\p{sc=Taml}\p{sc=Telu}]/u;

/** The visible part of a character, with the joiners that its script needs. */
function withJoiners(grapheme: string, visible: string): string {
  return JOINED.test(visible)
    ? grapheme.replace(/(?![\u200c\u200d])\p{Default_Ignorable_Code_Point}/gu, '')
    : visible;
}

function covers(family: FontFamily, text: string): boolean {
  const ranges = rangesOf(family);
  for (const character of text) if (!contains(ranges, character.codePointAt(0) as number)) return false;
  return true;
}

/** Starts and ends (both included) of ranges of code points, in ascending order. */
type Ranges = Uint32Array;

const rangesByFamily = new Map<FontFamily, Ranges>();

// Loaded with the first text that is not ASCII: many charts have none.
let characters: Readonly<Record<string, string>> | undefined;

function rangesOf(family: FontFamily): Ranges {
  const known = rangesByFamily.get(family);
  if (known !== undefined) return known;
  characters ??= createRequire(import.meta.url)('./font-characters.json') as Record<string, string>;
  const ranges = parseRanges(characters[family.name] ?? '');
  rangesByFamily.set(family, ranges);
  return ranges;
}

/** The starts and ends of ranges such as `20-7e a0`. */
export function parseRanges(text: string): Ranges {
  const ranges = text === '' ? [] : text.split(' ');
  return Uint32Array.from(
    ranges.flatMap((range) => {
      const [start = NaN, end = start] = range.split('-').map((hex) => Number.parseInt(hex, 16));
      return [start, end];
    }),
  );
}

/** Whether ranges contain a code point: a binary search. */
export function contains(ranges: Ranges, codePoint: number): boolean {
  let low = 0;
  let high = ranges.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (codePoint < (ranges[2 * middle] as number)) high = middle - 1;
    else if (codePoint > (ranges[2 * middle + 1] as number)) low = middle + 1;
    else return true;
  }
  return false;
}
