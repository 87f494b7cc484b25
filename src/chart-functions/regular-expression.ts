import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { type Fuel, Machine } from './pattern-machine.js';
import { compilePattern, endsWithPair } from './pattern-program.js';

export { type Fuel, PatternLimitError } from './pattern-machine.js';

export interface Match {
  readonly index: number;
  /** The whole match, then what each group captured. */
  readonly captures: readonly (string | undefined)[];
  /** The named groups; undefined when the pattern has none. */
  readonly groups: ReadonlyMap<string, string | undefined> | undefined;
}

const MAX_PATTERN_LENGTH = 1_000;
const MAX_NESTING = 50;

/**
 * A JavaScript regular expression (ES2022) that runs under fuel, never on the JavaScript engine's own matcher.
 *
 * It matches by backtracking, as ECMA-262 defines it; each instruction, each character of a run and each capture of a
 * match costs a step. Not supported: property escapes (`\p{…}`) and the flag `v`. The flag `d` has no effect.
 *
 * @see ECMA-262, 22.2
 */
export class RegularExpression {
  readonly source: string;
  readonly flags: string;
  readonly isGlobal: boolean;
  readonly isSticky: boolean;
  readonly isUnicode: boolean;
  lastIndex = 0;
  private readonly machine: Machine;
  private readonly groupNames: readonly (string | null)[];

  /** @throws SyntaxError when the pattern or a flag is invalid or not supported */
  constructor(source: string, flags: string) {
    checkFlags(flags);
    checkPattern(source);
    this.source = source;
    this.flags = [...flags].sort().join('');
    this.isGlobal = flags.includes('g');
    this.isSticky = flags.includes('y');
    this.isUnicode = flags.includes('u');
    const pattern = parse(source, this.isUnicode);
    const groups = capturingGroups(pattern);
    const program = compilePattern(pattern, groups, {
      ignoreCase: flags.includes('i'),
      unicode: this.isUnicode,
      multiline: flags.includes('m'),
      dotAll: flags.includes('s'),
    });
    this.machine = new Machine(program.instructions, program.registerCount);
    this.groupNames = groups.map(({ name }) => name);
  }

  /**
   * The first match that starts at or after an index; when sticky, only at it.
   *
   * @param from - 0 <= from <= text.length
   * @throws what `fuel.use` throws, and PatternLimitError when more than a million alternatives are kept
   */
  match(text: string, from: number, fuel: Fuel): Match | undefined {
    return this.isSticky ? this.matchUpTo(from, text, from, fuel) : this.search(text, from, fuel);
  }

  /** The first match at or after an index, sticky or not. */
  search(text: string, from: number, fuel: Fuel): Match | undefined {
    return this.matchUpTo(text.length, text, from, fuel);
  }

  /** The index of the character after the one at `index`. @see ECMA-262, AdvanceStringIndex */
  advance(text: string, index: number): number {
    return this.isUnicode && text.codePointAt(index)! > 0xffff ? index + 2 : index + 1;
  }

  private matchUpTo(last: number, text: string, from: number, fuel: Fuel): Match | undefined {
    const { machine } = this;
    // A match never starts within a surrogate pair.
    const first =
      this.isUnicode && from < text.length && endsWithPair(text, from - 1, from + 1) ? from - 1 : from;
    machine.load(text, fuel);
    try {
      for (let index = first; index <= last; index = this.advance(text, index)) {
        if (machine.run(index)) {
          return this.matchOf(text);
        }
      }
      return undefined;
    } finally {
      machine.release();
    }
  }

  private matchOf(text: string): Match {
    const { machine, groupNames } = this;
    machine.spend(groupNames.length);
    const captures = Array.from({ length: groupNames.length + 1 }, (_, group) => {
      const start = machine.registers[2 * group]!;
      return start < 0 ? undefined : text.slice(start, machine.registers[2 * group + 1]);
    });
    const named = groupNames.flatMap((name, index) =>
      name === null ? [] : [[name, captures[index + 1]] as const],
    );
    return {
      index: machine.registers[0]!,
      captures,
      groups: named.length === 0 ? undefined : new Map(named),
    };
  }
}

function checkFlags(flags: string): void {
  if (flags.includes('v')) {
    throw new SyntaxError('The flag "v" of regular expressions is not supported. Use "u" instead');
  }
  const wrong = [...flags].find((flag, index) => !'dgimsuy'.includes(flag) || flags.indexOf(flag) < index);
  if (wrong !== undefined) {
    throw new SyntaxError(
      `Expected each of the flags d, g, i, m, s, u and y at most once in a regular expression but found ${JSON.stringify(wrong)}`,
    );
  }
}

/** Limits what the parser, which is recursive, gets to see. */
function checkPattern(source: string): void {
  if (source.length > MAX_PATTERN_LENGTH) {
    throw new SyntaxError(
      `Expected a regular expression of at most ${MAX_PATTERN_LENGTH} characters but received ${source.length}`,
    );
  }
  let depth = 0;
  let isInClass = false;
  for (let index = 0; index < source.length; index++) {
    const character = source[index];
    if (character === '\\') {
      index++;
    } else if (isInClass) {
      isInClass = character !== ']';
    } else if (character === '[') {
      isInClass = true;
    } else if (character === ')') {
      depth--;
    } else if (character === '(' && ++depth > MAX_NESTING) {
      throw new SyntaxError(`Groups of a regular expression nest deeper than ${MAX_NESTING} levels`);
    }
  }
}

function parse(source: string, unicode: boolean): AST.Pattern {
  const parser = new RegExpParser({ ecmaVersion: 2022 });
  const pattern = parser.parsePattern(source, 0, source.length, { unicode });
  visitRegExpAST(pattern, {
    onCharacterSetEnter({ kind, raw }) {
      if (kind === 'property') {
        throw new SyntaxError(
          `${raw} is not supported in regular expressions. List the characters in a class, such as [a-zà-ÿ]`,
        );
      }
    },
  });
  return pattern;
}

function capturingGroups(pattern: AST.Pattern): AST.CapturingGroup[] {
  const groups: AST.CapturingGroup[] = [];
  visitRegExpAST(pattern, { onCapturingGroupEnter: (group) => void groups.push(group) });
  return groups;
}
