import type { AST } from '@eslint-community/regexpp';
import {
  canonicalizeOf,
  type CharacterMode,
  type CharacterTest,
  isLineTerminator,
  testForCharacter,
  testForSet,
  testForWord,
} from './pattern-characters.js';
import { FAIL, type Instruction, type Machine } from './pattern-machine.js';

/** What matching needs to know of a pattern. */
export interface Program {
  readonly instructions: readonly Instruction[];
  /** Registers 2n and 2n + 1 are the start and the end of capture n, -1 while it has none. */
  readonly registerCount: number;
}

export interface ProgramFlags extends CharacterMode {
  readonly multiline: boolean;
  readonly dotAll: boolean;
}

/** Reads the next character in the direction of matching and moves past it; -1 at the edge of the text. */
type Reader = (machine: Machine) => number;

/**
 * Compiles a pattern to instructions. Running past the last one is a match.
 *
 * @param groups - the capturing groups, in the order of their opening parentheses
 * @see ECMA-262, 22.2.2, Pattern Semantics
 */
export function compilePattern(
  pattern: AST.Pattern,
  groups: readonly AST.CapturingGroup[],
  flags: ProgramFlags,
): Program {
  const compiler = new Compiler(groups, flags);
  compiler.addCapture(0, 1, () => compiler.addAlternatives(pattern.alternatives, false));
  return { instructions: compiler.instructions, registerCount: compiler.registerCount };
}

class Compiler {
  readonly instructions: Instruction[] = [];
  registerCount: number;
  private readonly numbers: ReadonlyMap<AST.CapturingGroup, number>;

  constructor(
    private readonly groups: readonly AST.CapturingGroup[],
    private readonly flags: ProgramFlags,
  ) {
    this.registerCount = 2 * (groups.length + 1);
    this.numbers = new Map(groups.map((group, index) => [group, index + 1]));
  }

  /** @param backward - within a lookbehind, which matches from right to left */
  addAlternatives(alternatives: readonly AST.Alternative[], backward: boolean): void {
    const jumps: number[] = [];
    alternatives.forEach(({ elements }, index) => {
      const isLast = index === alternatives.length - 1;
      const split = isLast ? undefined : this.reserve();
      for (const element of backward ? elements.toReversed() : elements) {
        this.addElement(element, backward);
      }
      if (split !== undefined) {
        jumps.push(this.reserve());
        const [first, second] = [split + 1, this.next];
        this.instructions[split] = (machine) => {
          machine.addAlternative(second, machine.position);
          return first;
        };
      }
    });
    const end = this.next;
    jumps.forEach((jump) => (this.instructions[jump] = () => end));
  }

  addCapture(first: number, second: number, addBody: () => void): void {
    this.addSave(first);
    addBody();
    this.addSave(second);
  }

  private addElement(element: AST.Element, backward: boolean): void {
    switch (element.type) {
      case 'Assertion':
        return this.addAssertion(element);
      case 'Quantifier':
        return this.addQuantifier(element, backward);
      case 'Group':
        return this.addAlternatives(element.alternatives, backward);
      case 'CapturingGroup': {
        const start = 2 * this.numbers.get(element)!;
        const [first, second] = backward ? [start + 1, start] : [start, start + 1];
        return this.addCapture(first, second, () => this.addAlternatives(element.alternatives, backward));
      }
      case 'Backreference':
        return this.addBackreference(element, backward);
      default:
        return this.addCharacter(element, backward);
    }
  }

  private addCharacter(element: AST.Element, backward: boolean): void {
    const matches = this.testOf(element);
    if (!matches) {
      throw new SyntaxError(`Regular expressions do not support ${element.raw}`);
    }
    const read = readerFor(this.flags.unicode, backward);
    const next = this.next + 1;
    this.instructions.push((machine) => (matches(read(machine)) ? next : FAIL));
  }

  /** The test of an element that always takes exactly one character. */
  private testOf(element: AST.Element): CharacterTest | undefined {
    switch (element.type) {
      case 'Character':
        return testForCharacter(element.value, this.flags);
      case 'CharacterClass':
      case 'CharacterSet':
        return testForSet(element, this.flags, this.flags.dotAll);
      default:
        return undefined;
    }
  }

  private addQuantifier(quantifier: AST.Quantifier, backward: boolean): void {
    if (quantifier.max === 0) {
      return;
    }
    const matches = this.testOf(quantifier.element);
    if (matches && quantifier.greedy && !backward) {
      this.addRun(matches, quantifier);
    } else {
      this.addLoop(quantifier, backward);
    }
  }

  /** A greedy run of single characters, which needs one alternative however long it is. */
  private addRun(matches: CharacterTest, { min, max }: AST.Quantifier): void {
    const { unicode } = this.flags;
    const read = readerFor(unicode, false);
    const giveBack = this.next + 1;
    const next = this.next + 2;
    this.instructions.push((machine) => {
      let shortest = machine.position;
      let count = 0;
      for (; count < max; count++) {
        const before = machine.position;
        if (!matches(read(machine))) {
          machine.position = before;
          break;
        }
        if (count + 1 === min) {
          shortest = machine.position;
        }
      }
      machine.spend(count);
      if (count < min) {
        return FAIL;
      }
      if (machine.position > shortest) {
        machine.addAlternative(giveBack, machine.position, shortest);
      }
      return next;
    });
    this.instructions.push((machine) => {
      const shortest = machine.limit;
      machine.position -= unicode && endsWithPair(machine.text, shortest, machine.position) ? 2 : 1;
      if (machine.position > shortest) {
        machine.addAlternative(giveBack, machine.position, shortest);
      }
      return next;
    });
  }

  /** @see ECMA-262, RepeatMatcher */
  private addLoop({ min, max, greedy, element }: AST.Quantifier, backward: boolean): void {
    const isCounted = min > 0 || max !== Infinity;
    const counter = isCounted ? this.registerCount++ : undefined;
    const start = canBeEmpty(element) ? this.registerCount++ : undefined;
    const captures = this.capturesWithin(element);

    if (counter !== undefined) {
      const next = this.next + 1;
      this.instructions.push((machine) => {
        machine.set(counter, 0);
        return next;
      });
    }
    const decide = this.reserve();
    const enter = this.next;
    this.instructions.push((machine) => {
      if (counter !== undefined) {
        machine.set(counter, machine.registers[counter]! + 1);
      }
      if (start !== undefined) {
        machine.set(start, machine.position);
      }
      machine.spend(captures.to - captures.from);
      for (let register = captures.from; register < captures.to; register++) {
        machine.set(register, -1);
      }
      return enter + 1;
    });
    this.addElement(element, backward);
    this.instructions.push((machine) => {
      const isOptional = counter === undefined || machine.registers[counter]! > min;
      const isEmpty = start !== undefined && machine.registers[start] === machine.position;
      return isOptional && isEmpty ? FAIL : decide;
    });
    const exit = this.next;
    this.instructions[decide] = (machine) => {
      const count = counter === undefined ? 0 : machine.registers[counter]!;
      if (count < min) {
        return enter;
      }
      if (count >= max) {
        return exit;
      }
      machine.addAlternative(greedy ? exit : enter, machine.position);
      return greedy ? enter : exit;
    };
  }

  private addAssertion(assertion: AST.Assertion): void {
    if (assertion.kind === 'lookahead' || assertion.kind === 'lookbehind') {
      return this.addLookaround(assertion);
    }
    const next = this.next + 1;
    const holds = this.boundaryOf(assertion);
    this.instructions.push(({ text, position }) => (holds(text, position) ? next : FAIL));
  }

  private boundaryOf(assertion: AST.BoundaryAssertion): (text: string, position: number) => boolean {
    const { multiline } = this.flags;
    const isLineEdge = (text: string, index: number) => multiline && isLineTerminator(text.charCodeAt(index));
    if (assertion.kind === 'start') {
      return (text, position) => position === 0 || isLineEdge(text, position - 1);
    }
    if (assertion.kind === 'end') {
      return (text, position) => position === text.length || isLineEdge(text, position);
    }
    const isWord = testForWord(this.flags);
    const isNegated = assertion.kind === 'word' && assertion.negate;
    const isWordAt = (text: string, index: number) => isWord(text.charCodeAt(index));
    return (text, position) => (isWordAt(text, position - 1) !== isWordAt(text, position)) !== isNegated;
  }

  private addLookaround({ kind, negate, alternatives }: AST.LookaroundAssertion): void {
    // A lookaround cannot be entered again before it ends, so these two are not restored on backtracking.
    const height = this.registerCount++;
    const position = this.registerCount++;
    const enter = this.reserve();
    this.addAlternatives(alternatives, kind === 'lookbehind');
    const next = this.next + 1;
    this.instructions[enter] = (machine) => {
      machine.registers[height] = machine.height;
      machine.registers[position] = machine.position;
      if (negate) {
        machine.addAlternative(next, machine.position);
      }
      return enter + 1;
    };
    this.instructions.push((machine) => {
      if (negate) {
        machine.undoTo(machine.registers[height]!);
        return FAIL;
      }
      machine.cutTo(machine.registers[height]!);
      machine.position = machine.registers[position]!;
      return next;
    });
  }

  private addBackreference({ resolved }: AST.Backreference, backward: boolean): void {
    const { unicode } = this.flags;
    const canonicalize = canonicalizeOf(this.flags);
    const start = 2 * this.numbers.get([resolved].flat()[0]!)!;
    const next = this.next + 1;
    const codeAt = (text: string, index: number) =>
      unicode ? text.codePointAt(index)! : text.charCodeAt(index);
    this.instructions.push((machine) => {
      const { text, registers } = machine;
      const from = registers[start]!;
      const to = registers[start + 1]!;
      if (from < 0 || to < 0) {
        return next;
      }
      const length = to - from;
      const other = backward ? machine.position - length : machine.position;
      if (other < 0 || other + length > text.length) {
        return FAIL;
      }
      machine.spend(length);
      for (let index = 0; index < length;) {
        const code = codeAt(text, from + index);
        if (canonicalize(code) !== canonicalize(codeAt(text, other + index))) {
          return FAIL;
        }
        index += code > 0xffff ? 2 : 1;
      }
      machine.position = backward ? other : other + length;
      return next;
    });
  }

  private addSave(register: number): void {
    const next = this.next + 1;
    this.instructions.push((machine) => {
      machine.set(register, machine.position);
      return next;
    });
  }

  /** The registers of the captures within an element, `to` excluded. */
  private capturesWithin({ start, end }: AST.Element): { from: number; to: number } {
    const within = this.groups.filter((group) => group.start >= start && group.end <= end);
    const from = within.length === 0 ? 0 : 2 * this.numbers.get(within[0]!)!;
    return { from, to: from + 2 * within.length };
  }

  private get next(): number {
    return this.instructions.length;
  }

  /** Leaves a place for an instruction that needs the index of a later one. */
  private reserve(): number {
    return this.instructions.push(() => FAIL) - 1;
  }
}

function canBeEmpty(element: AST.Element): boolean {
  switch (element.type) {
    case 'Assertion':
    case 'Backreference':
      return true;
    case 'Group':
    case 'CapturingGroup':
      return element.alternatives.some(({ elements }) => elements.every(canBeEmpty));
    case 'Quantifier':
      return element.min === 0 || canBeEmpty(element.element);
    default:
      return false;
  }
}

function readerFor(unicode: boolean, backward: boolean): Reader {
  if (!unicode) {
    return backward
      ? (machine) => (machine.position > 0 ? machine.text.charCodeAt(--machine.position) : -1)
      : (machine) =>
          machine.position < machine.text.length ? machine.text.charCodeAt(machine.position++) : -1;
  }
  return backward
    ? (machine) => {
        if (machine.position === 0) {
          return -1;
        }
        machine.position -= endsWithPair(machine.text, 0, machine.position) ? 2 : 1;
        return machine.text.codePointAt(machine.position)!;
      }
    : (machine) => {
        const code = machine.text.codePointAt(machine.position) ?? -1;
        machine.position += code > 0xffff ? 2 : 1;
        return code;
      };
}

/** Whether text[from..to) ends with a surrogate pair. */
export function endsWithPair(text: string, from: number, to: number): boolean {
  return to - 2 >= from && text.codePointAt(to - 2)! > 0xffff;
}
