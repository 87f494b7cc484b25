import fc from 'fast-check';

const space = fc.constantFrom('', '', '', ' ', '\n', '\t', '/* why */', '// so\n', '\u00a0');
const IDENTIFIER = /^[a-z$_][\w$]*$/i;

// fast-check generates these names on purpose; the reader refuses them.
const REFUSED_NAME = /^(?:__proto__|constructor|prototype)$/;

/** A text in single quotes, double quotes or backticks, with unnecessary escapes. */
function quoted(wanted: fc.Arbitrary<string>, ...quotes: string[]): fc.Arbitrary<string> {
  return fc.tuple(wanted, fc.constantFrom(...quotes), fc.boolean()).map(([text, quote, escapesAll]) => {
    const inside = [...text].map((character) => {
      if (escapesAll) return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
      if (/['"`$\\]/.test(character)) return `\\${character}`;
      return /[\n\r\u2028\u2029]/.test(character)
        ? `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
        : character;
    });
    return quote + inside.join('') + quote;
  });
}

const anyText = fc.string({ unit: 'grapheme' });
const stringText = quoted(anyText, "'", '"', '`');

const numberText = fc.oneof(
  fc.integer({ min: 0 }).map(String),
  fc.integer({ min: 0 }).map((value) => `0x${value.toString(16)}`),
  fc.integer({ min: 0 }).map((value) => `0b${value.toString(2)}`),
  fc.integer({ min: 0 }).map((value) => `0o${value.toString(8)}`),
  fc.integer({ min: 0, max: 999_999 }).map((value) => `.${value}`),
  fc.integer({ min: 1, max: 999_999 }).map((value) => `${value}.`),
  fc.integer({ min: 1000 }).map((value) => String(value).replace(/(\d)(\d\d\d)$/, '$1_$2')),
  fc.double({ min: 1e-9, max: 1e21, noNaN: true }).map(String),
  fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: -99, max: 99 })).map(([a, b]) => `${a}e${b}`),
);

const signedText = fc
  .tuple(fc.constantFrom('', '', '-', '+', '- '), numberText)
  .map((parts) => parts.join(''));

const wordText = fc.constantFrom('true', 'false', 'null', 'undefined', 'NaN', '-NaN');

const nameText = (name: fc.Arbitrary<string>) => name.filter((text) => !REFUSED_NAME.test(text));

const keyText = fc.oneof(
  nameText(fc.string({ maxLength: 8 }).filter((key) => IDENTIFIER.test(key))),
  quoted(nameText(anyText), "'", '"'),
  fc.integer({ min: 0, max: 9999 }).map(String),
  fc.constantFrom('class', 'if', 'new', 'ünï', '监控', '$', '_'),
);

function inParentheses(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(text, fc.constantFrom(true, false, false, false))
    .map(([inside, has]) => (has ? `(${inside})` : inside));
}

/** Data in any JavaScript notation; safe to evaluate. */
export const { value: literalText } = fc.letrec<{ value: string }>((tie) => {
  const padded = fc.tuple(space, tie('value'), space).map((parts) => parts.join(''));
  const comma = fc.constantFrom('', ',');
  return {
    value: inParentheses(
      fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        stringText,
        signedText,
        wordText,
        fc.tuple(fc.array(padded, { maxLength: 5 }), comma).map(([items, last]) => {
          return `[${items.join(',')}${items.length > 0 ? last : ''}]`;
        }),
        fc
          .tuple(fc.array(fc.tuple(keyText, space, padded), { maxLength: 5 }), comma)
          .map(([entries, last]) => {
            const inside = entries.map(([key, gap, item]) => `${key}${gap}:${item}`).join(',');
            return `{${inside}${entries.length > 0 ? last : ''}}`;
          }),
      ),
    ),
  };
});
