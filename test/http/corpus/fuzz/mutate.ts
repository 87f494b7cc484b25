/** Returns numbers in [0, 1), the same sequence for the same seed. */
export type Random = () => number;

/** @see T. Ettinger, Mulberry32: 32 bits of state, which is enough to choose edits */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function chooseFrom<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)] as T;
}

const TOKEN = /[\w.#$-]+|'[^']*'|"[^"]*"|\s+|./gs;
const STRANGE = [
  'NaN',
  '-0',
  '1e308',
  '-1e308',
  '1e-12',
  '2147483648',
  "''",
  '[]',
  '{}',
  'null',
  'true',
  '[[[]]]',
];

type Edit = (text: string, random: Random) => string;

const flipByte: Edit = (text, random) => {
  const at = Math.floor(random() * text.length);
  const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << Math.floor(random() * 7)));
  return text.slice(0, at) + flipped + text.slice(at + 1);
};

const dropPiece: Edit = (text, random) => {
  const at = Math.floor(random() * text.length);
  return text.slice(0, at) + text.slice(at + Math.floor(random() * 40));
};

const doublePiece: Edit = (text, random) => {
  const at = Math.floor(random() * text.length);
  const end = at + Math.floor(random() * 60);
  return text.slice(0, end) + text.slice(at);
};

/** Edits of whole tokens leave more texts valid than edits of characters. */
function editToken(
  pattern: RegExp,
  replace: (token: string, random: Random, tokens: string[]) => string,
): Edit {
  return (text, random) => {
    const tokens = text.match(TOKEN) ?? [];
    const matching = tokens.flatMap((token, index) => (pattern.test(token) ? [index] : []));
    const chosen = chooseFrom(random, matching);
    return tokens.map((token, index) => (index === chosen ? replace(token, random, tokens) : token)).join('');
  };
}

const EDITS: readonly Edit[] = [
  flipByte,
  dropPiece,
  doublePiece,
  editToken(/^\S/, (_, random, tokens) => chooseFrom(random, tokens)),
  editToken(/^[\w'"]/, (_, random) => chooseFrom(random, STRANGE)),
  editToken(/^\d/, (token, random) => token + '0'.repeat(Math.floor(random() * 12))),
  editToken(/^\d/, (token) => `-${token}`),
  editToken(/^[a-zA-Z]+$/, (token) => `${token}x`),
];

/** A text with one to four edits. */
export function mutated(text: string, random: Random): string {
  const count = 1 + Math.floor(random() * 4);
  return Array.from({ length: count }).reduce<string>(
    (edited) => chooseFrom(random, EDITS)(edited, random),
    text,
  );
}
