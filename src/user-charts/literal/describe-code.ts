import { type ChartRefusal, shown } from '../json.js';
import type { Cursor } from './cursor.js';

// When a text has code in place of data, the refusal names the kind of code.

const NAME = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]{0,60}`;
const SPACES = String.raw`\s{0,20}`;

const A_FUNCTION = 'a function';

/** A sticky pattern. The patterns here match a bounded number of characters, so that no text takes long. */
function sticky(pattern: string): RegExp {
  return new RegExp(pattern, 'uy');
}

const ARROW_FUNCTION = sticky(String.raw`\([^()]{0,200}\)${SPACES}=>`);

/** Kinds of code, the most specific first. */
const CODE_KINDS: readonly (readonly [RegExp, (found: string) => string])[] = [
  [sticky(String.raw`(?:function|async)\b`), () => A_FUNCTION],
  [ARROW_FUNCTION, () => A_FUNCTION],
  [sticky(`${NAME}${SPACES}=>`), () => A_FUNCTION],
  [sticky('=>'), () => A_FUNCTION],
  [sticky(String.raw`class\b`), () => 'a class'],
  [sticky(String.raw`import\b`), () => 'an import'],
  [
    sticky(String.raw`(?:typeof|void|delete|await|yield|in|instanceof)\b`),
    (found) => `the operator ${found}`,
  ],
  [
    sticky(String.raw`(?:if|for|while|do|switch|return|throw|try|var|let|const|with|debugger)\b`),
    (found) => `a statement, ${found}`,
  ],
  [sticky(String.raw`new\b${SPACES}${NAME}`), (found) => `a call to ${shown(found)}`],
  [sticky('(?:Infinity)\\b'), () => 'Infinity'],
  [sticky(String.raw`${NAME}${SPACES}\(`), (found) => `a call to ${shown(found.slice(0, -1).trim())}`],
  [
    sticky(String.raw`${NAME}${SPACES}\?{0,1}\.${SPACES}${NAME}`),
    (found) => `the member access ${shown(found)}`,
  ],
  [
    sticky(String.raw`${NAME}${SPACES}\[`),
    (found) => `a member access on ${shown(found.slice(0, -1).trim())}`,
  ],
  [sticky(NAME), (found) => `the variable ${shown(found)}`],
  [sticky(String.raw`\.\.\.`), () => 'a spread, "..."'],
  [sticky(String.raw`\?{0,1}\.`), () => 'a member access'],
  [sticky(String.raw`\(`), () => 'a call'],
  [sticky('`'), () => 'template code'],
  [sticky('/'), () => 'a regular expression or a division'],
  [sticky(String.raw`[-+*%=!~&|^<>?]{1,4}`), (found) => `the operator ${shown(found)}`],
];

/** Names what was found in place of data or its end: `a function`, `the variable "x"`. */
export function describeAt(text: string, position: number): string {
  if (position >= text.length) return 'the end of the text';
  for (const [pattern, name] of CODE_KINDS) {
    pattern.lastIndex = position;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) return name(found);
  }
  return shown(String.fromCodePoint(text.codePointAt(position) ?? 0));
}

/** Whether the parenthesis at the position opens the parameters of an arrow function. */
export function isArrowFunction(text: string, position: number): boolean {
  ARROW_FUNCTION.lastIndex = position;
  return ARROW_FUNCTION.test(text);
}

/** What to write instead, to append to the refusal. */
export function hintFor(what: string): string {
  if (what === A_FUNCTION)
    return ': code is not run; to format numbers, use the name of a formatter, such as "percent"';
  if (what === 'Infinity') return ': numbers must be finite';
  if (what.startsWith('a call')) return ': only new Date(…) and getGradientFillHelper(…) are supported';
  return '';
}

/** The refusal of code in place of data; `what` is the kind of code if the caller knows it. */
export function codeRefusal(
  cursor: Cursor,
  start: number,
  what = describeAt(cursor.text, start),
): ChartRefusal {
  return cursor.refusal(`Expected data but found ${what}`, start, hintFor(what));
}
