import type * as Js from 'acorn';
import { type Program, type Run, unsupported, writeVariable } from './program.js';
import { getMember, setMember } from './members.js';
import { ProgramError } from './meter.js';
import type { Frame, Scope } from './scope.js';
import { type Value, isRecord, itemsOf, ownArray, ownRecord, toKey } from './values.js';

type Assign = (frame: Frame, value: Value) => void;

/** The names that a pattern declares. */
export function namesIn(pattern: Js.Pattern | null): Js.Identifier[] {
  if (pattern === null) return [];
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        namesIn(property.type === 'RestElement' ? property.argument : property.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap(namesIn);
    case 'RestElement':
      return namesIn(pattern.argument);
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    default:
      return [];
  }
}

/** Sets the variables of a pattern that declares them. */
export function declarePattern(pattern: Js.Pattern, scope: Scope, program: Program): Assign {
  return compilePattern(pattern, scope, program, (name) => writeVariable(name, scope, true));
}

/** Sets the variables and properties of a pattern that is assigned to. */
export function assignTo(pattern: Js.Pattern, scope: Scope, program: Program): Assign {
  return compilePattern(pattern, scope, program, (name) => writeVariable(name, scope));
}

function compilePattern(
  pattern: Js.Pattern,
  scope: Scope,
  program: Program,
  write: (name: Js.Identifier) => Assign,
): Assign {
  switch (pattern.type) {
    case 'Identifier':
      return write(pattern);
    case 'MemberExpression':
      return writeMember(pattern, scope, program);
    case 'AssignmentPattern': {
      const set = compilePattern(pattern.left, scope, program, write);
      const otherwise = program.compile(pattern.right, scope);
      return (frame, value) => set(frame, value === undefined ? otherwise(frame) : value);
    }
    case 'ArrayPattern':
      return arrayPattern(pattern, scope, program, write);
    case 'ObjectPattern':
      return objectPattern(pattern, scope, program, write);
    default:
      throw unsupported('this pattern', pattern);
  }
}

function writeMember(
  { object, property, computed }: Js.MemberExpression,
  scope: Scope,
  program: Program,
): Assign {
  const holder = program.compile(object, scope);
  const key: Run = computed ? program.compile(property, scope) : () => (property as Js.Identifier).name;
  return (frame, value) => setMember(holder(frame), key(frame), value);
}

function arrayPattern(
  { elements }: Js.ArrayPattern,
  scope: Scope,
  program: Program,
  write: (name: Js.Identifier) => Assign,
): Assign {
  const setters = elements.map((element, index): Assign => {
    if (element === null) return () => undefined;
    if (element.type === 'RestElement') {
      const set = compilePattern(element.argument, scope, program, write);
      return (frame, items) => set(frame, ownArray((items as Value[]).slice(index)));
    }
    const set = compilePattern(element, scope, program, write);
    return (frame, items) => set(frame, (items as Value[])[index]);
  });
  return (frame, value) => {
    const items = itemsOf(value, 'takes items from');
    for (const set of setters) set(frame, items);
  };
}

function objectPattern(
  { properties }: Js.ObjectPattern,
  scope: Scope,
  program: Program,
  write: (name: Js.Identifier) => Assign,
): Assign {
  const taken: Run[] = [];
  const setters = properties.map((property): Assign => {
    if (property.type === 'RestElement') {
      const set = compilePattern(property.argument, scope, program, write);
      return (frame, value) =>
        set(
          frame,
          rest(
            value,
            taken.map((key) => toKey(key(frame))),
          ),
        );
    }
    const key = nameOf(property, scope, program);
    taken.push(key);
    const set = compilePattern(property.value, scope, program, write);
    return (frame, value) => set(frame, getMember(value, key(frame)));
  });
  return (frame, value) => {
    if (value === undefined || value === null)
      throw new ProgramError(`takes properties from ${String(value)}`);
    for (const set of setters) set(frame, value);
  };
}

function nameOf({ key, computed }: Js.AssignmentProperty, scope: Scope, program: Program): Run {
  if (computed) return program.compile(key, scope);
  const name = key.type === 'Identifier' ? key.name : String((key as Js.Literal).value);
  return () => name;
}

/** The properties of a record that a pattern did not take. */
function rest(value: Value, taken: readonly string[]): Record<string, Value> {
  const record = ownRecord();
  if (!isRecord(value)) return record;
  for (const [key, item] of Object.entries(value)) if (!taken.includes(key)) record[key] = item;
  return record;
}
