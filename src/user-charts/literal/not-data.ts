import { type ChartRefusal, shown } from '../json.js';
import type { Cursor } from './cursor.js';

const NAME = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]{0,60}`;
const SPACES = String.raw`\s{0,20}`;

const A_FUNCTION = 'a function';

/** Looks at most a bounded number of characters ahead, so that no text takes long. */
function sight(pattern: string): RegExp {
  return new RegExp(pattern, 'uy');
}

const ARROW_FUNCTION = sight(String.raw`\([^()]{0,200}\)${SPACES}=>`);

/** What people write where data should stand, most telling first. */
const SIGHTS: readonly (readonly [RegExp, (found: string) => string])[] = [
  [sight(String.raw`(?:function|async)\b`), () => A_FUNCTION],
  [ARROW_FUNCTION, () => A_FUNCTION],
  [sight(`${NAME}${SPACES}=>`), () => A_FUNCTION],
  [sight('=>'), () => A_FUNCTION],
  [sight(String.raw`class\b`), () => 'a class'],
  [sight(String.raw`import\b`), () => 'an import'],
  [sight(String.raw`(?:typeof|void|delete|await|yield|in|instanceof)\b`), (found) => `the operator ${found}`],
  [
    sight(String.raw`(?:if|for|while|do|switch|return|throw|try|var|let|const|with|debugger)\b`),
    (found) => `a statement, ${found}`,
  ],
  [sight(String.raw`new\b${SPACES}${NAME}`), (found) => `a call of ${shown(found)}`],
  [sight('(?:Infinity)\\b'), () => 'Infinity'],
  [sight(String.raw`${NAME}${SPACES}\(`), (found) => `a call of ${shown(found.slice(0, -1).trim())}`],
  [
    sight(String.raw`${NAME}${SPACES}\?{0,1}\.${SPACES}${NAME}`),
    (found) => `the member access ${shown(found)}`,
  ],
  [
    sight(String.raw`${NAME}${SPACES}\[`),
    (found) => `a member access of ${shown(found.slice(0, -1).trim())}`,
  ],
  [sight(NAME), (found) => `the variable ${shown(found)}`],
  [sight(String.raw`\.\.\.`), () => 'a spread, "..."'],
  [sight(String.raw`\?{0,1}\.`), () => 'a member access'],
  [sight(String.raw`\(`), () => 'a call'],
  [sight('`'), () => 'template code'],
  [sight('/'), () => 'a regular expression or a division'],
  [sight(String.raw`[-+*%=!~&|^<>?]{1,4}`), (found) => `the operator ${shown(found)}`],
];

/** Names what stands in a text where data, or its end, should: `a function`, `the variable "x"`. */
export function whatStands(text: string, position: number): string {
  if (position >= text.length) return 'the end of the text';
  for (const [pattern, name] of SIGHTS) {
    pattern.lastIndex = position;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) return name(found);
  }
  return shown(String.fromCodePoint(text.codePointAt(position) ?? 0));
}

/** Whether the parenthesis that stands here is that of an arrow function's parameters. */
export function isArrowFunction(text: string, position: number): boolean {
  ARROW_FUNCTION.lastIndex = position;
  return ARROW_FUNCTION.test(text);
}

/** What to do in its place. */
export function hintFor(what: string): string {
  if (what === A_FUNCTION)
    return ': no code is run; where a number is written name a formatter, such as "percent"';
  if (what === 'Infinity') return ': a chart has finite numbers';
  if (what.startsWith('a call')) return ': only new Date(…) and getGradientFillHelper(…) are read';
  return '';
}

/** The refusal of what is no data, named by what it looks like unless the caller knows better. */
export function notData(cursor: Cursor, start: number, what = whatStands(cursor.text, start)): ChartRefusal {
  return cursor.refusal(`Expected data but found ${what}`, start, hintFor(what));
}
