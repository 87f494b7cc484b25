import fc from 'fast-check';

const PLAIN = ['a', 'b', 'A', '1', '-', ' ', '\n'];
// Letters with surprising case mappings, surrogate pairs, and halves of one.
const UNUSUAL = [...'éÉsSſkKßẞσςΣıİµμǅ\u2028', '😀', '𐐀', '𐐨', '\ud83d', '\ude00', '_', '0', '\u00a0'];

const letter = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...PLAIN) },
  { weight: 2, arbitrary: fc.constantFrom(...UNUSUAL) },
);
const escape = fc.constantFrom(...String.raw`\d \D \w \W \s \S`.split(' '));
const otherEscape = fc.constantFrom(
  ...String.raw`\t \n \x61 \u0061 \u{61} \u{1F600} \ud83d\ude00 \cJ \0 \- \/ \. \e \8 \07 \x6 \u00 \c \p`.split(
    ' ',
  ),
);
const classItem = fc.oneof(
  { weight: 5, arbitrary: letter },
  { weight: 2, arbitrary: escape },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'a-c',
      'A-Z',
      'a-z',
      '0-9',
      'à-ÿ',
      '\u0100-\uffff',
      'Z-a',
      '\\b',
      '😀-😃',
      'b-a',
      '^',
    ),
  },
  { weight: 1, arbitrary: otherEscape },
);
const characterClass = fc
  .tuple(fc.boolean(), fc.array(classItem, { maxLength: 4 }))
  .map(([isNegated, items]) => `[${isNegated ? '^' : ''}${items.join('')}]`);
const quantifier = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('*', '+', '?') },
      {
        weight: 2,
        arbitrary: fc.constantFrom('{2}', '{0}', '{0,1}', '{1,}', '{1,2}', '{2,3}', '{0,2}', '{2,}'),
      },
    ),
    fc.constantFrom('', '', '?'),
  )
  .map((parts) => parts.join(''));

/** Patterns of these characters and classes, with groups, quantifiers, references and assertions. */
function patternsOf(character: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const { pattern } = fc.letrec<{ pattern: string; sequence: string; term: string; atom: string }>((tie) => ({
    pattern: fc
      .array(tie('sequence'), { minLength: 1, maxLength: 3, size: 'small' })
      .map((each) => each.join('|')),
    sequence: fc.array(tie('term'), { maxLength: 3, size: 'small' }).map((each) => each.join('')),
    term: fc.oneof(
      { weight: 5, arbitrary: tie('atom') },
      { weight: 4, arbitrary: fc.tuple(tie('atom'), quantifier).map((parts) => parts.join('')) },
      { weight: 1, arbitrary: fc.constantFrom('^', '$', '\\b', '\\B') },
    ),
    atom: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'pattern', withCrossShrink: true },
      { weight: 13, arbitrary: character },
      { weight: 2, arbitrary: fc.constantFrom('\\1', '\\2', '\\3', '\\10', '\\k<n1>') },
      {
        weight: 6,
        arbitrary: fc
          // In a pattern, # is the place for the name of a group.
          .tuple(fc.constantFrom('(', '(', '(?:', '(?<#>', '(?=', '(?!', '(?<=', '(?<!'), tie('pattern'))
          .map(([open, body]) => `${open}${body})`),
      },
    ),
  }));
  return pattern.map((text) => {
    let groups = 0;
    return text.replace(/#/g, () => `n${++groups}`);
  });
}

const textsOf = (character: fc.Arbitrary<string>) =>
  fc.array(character, { maxLength: 10 }).map((each) => each.join(''));

/** All kinds of characters. */
export const broadCases = {
  pattern: patternsOf(
    fc.oneof(
      { weight: 8, arbitrary: letter },
      { weight: 2, arbitrary: escape },
      { weight: 1, arbitrary: otherEscape },
      { weight: 2, arbitrary: characterClass },
      { weight: 1, arbitrary: fc.constant('.') },
    ),
  ),
  text: textsOf(letter),
};

/** Three letters, so that most patterns match and backtrack. */
export const denseCases = {
  pattern: patternsOf(fc.constantFrom('a', 'b', 'c', 'a', 'b', '.', '[ab]')),
  text: textsOf(fc.constantFrom('a', 'b', 'a', 'b', 'c')),
};

export const flags = fc.subarray(['d', 'g', 'i', 'm', 's', 'u', 'y']).map((each) => each.join(''));
