import { DATE, DATE_TIME_FORMAT } from './dates.js';
import { FILLS } from './fills.js';
import { jsonOf, parseJson } from './json-text.js';
import { collectionConstructor } from './methods.js';
import { ProgramError, checkLength, meter, metered } from './meter.js';
import { LIST_FORMAT, NUMBER_FORMAT, PLURAL_RULES } from './number-formats.js';
import { REG_EXP } from './patterns.js';
import {
  type Arguments,
  BuiltIn,
  Collection,
  type Value,
  View,
  call,
  checkOwn,
  isRecord,
  itemsOf,
  named,
  ownArray,
  ownRecord,
  textOf,
  toInteger,
  toKey,
  toNumber,
} from './values.js';

type Call = (given: Arguments) => Value;

function builtIn(name: string, run: Call, members: Record<string, Value> = {}, construct?: Call): BuiltIn {
  return new BuiltIn(name, (_, given) => run(given), new Map(Object.entries(members)), construct);
}

/** Functions as members of an object. */
function functions(calls: Record<string, Call>): Record<string, Value> {
  return Object.fromEntries(Object.entries(calls).map(([name, run]) => [name, builtIn(name, run)]));
}

function view(what: string, members: Record<string, Value>): View {
  const known = new Map(Object.entries(members));
  return new View((name) => {
    if (!known.has(name)) throw new ProgramError(`uses ${what}.${name}, which is not available in charts`);
    return known.get(name);
  });
}

const MATH_FUNCTIONS = [
  ...[
    'abs',
    'acos',
    'acosh',
    'asin',
    'asinh',
    'atan',
    'atan2',
    'atanh',
    'cbrt',
    'ceil',
    'clz32',
    'cos',
    'cosh',
    'exp',
  ],
  ...[
    'expm1',
    'floor',
    'fround',
    'hypot',
    'imul',
    'log',
    'log10',
    'log1p',
    'log2',
    'max',
    'min',
    'pow',
    'round',
    'sign',
  ],
  ...['sin', 'sinh', 'sqrt', 'tan', 'tanh', 'trunc'],
] as const;

const MATH_CONSTANTS = ['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'] as const;

const MATH = view('Math', {
  ...functions({
    ...Object.fromEntries(
      MATH_FUNCTIONS.map((name): [string, Call] => [
        name,
        (given) => {
          meter.use(given.length);
          const compute = (Math as unknown as Record<string, (...numbers: number[]) => number>)[name];
          return compute?.(...given.map(toNumber));
        },
      ]),
    ),
    random: () => {
      throw new ProgramError('uses Math.random(); the same chart must always be the same picture');
    },
  }),
  ...Object.fromEntries(MATH_CONSTANTS.map((name) => [name, Math[name]])),
});

/** The own properties of a record, an array or a text. */
function propertiesOf(value: Value, how: string): [string, Value][] {
  if (value === undefined || value === null)
    throw new ProgramError(`calls Object.${how} with ${String(value)}`);
  if (typeof value !== 'string' && !Array.isArray(value) && !isRecord(value)) return [];
  const entries = Object.entries(value as object) as [string, Value][];
  meter.use(entries.length);
  return entries;
}

function assigned([target, ...sources]: Arguments): Value {
  if (!isRecord(target)) throw new ProgramError(`calls Object.assign to change ${named(target)}`);
  checkOwn(target, 'changes');
  for (const source of sources) {
    if (source == null) continue;
    for (const [key, value] of propertiesOf(source, 'assign')) target[key] = value;
  }
  return target;
}

function fromEntries([entries]: Arguments): Value {
  const record = ownRecord();
  for (const entry of itemsOf(entries, 'calls Object.fromEntries with')) {
    const [key, value] = itemsOf(entry, 'calls Object.fromEntries with an entry');
    record[toKey(key)] = value;
  }
  return record;
}

const OBJECT = builtIn(
  'Object',
  ([value]) => value ?? ownRecord(),
  functions({
    keys: ([value]) => ownArray(propertiesOf(value, 'keys').map(([key]) => key)),
    values: ([value]) => ownArray(propertiesOf(value, 'values').map(([, item]) => item)),
    entries: ([value]) => ownArray(propertiesOf(value, 'entries').map((entry) => ownArray(entry))),
    assign: assigned,
    fromEntries,
    freeze: ([value]) => value,
  }),
);

/** A new array of some length, whose items are undefined. */
function emptyArray(length: Value): Value[] {
  const count = toInteger(length);
  checkLength(count < 0 ? Infinity : count, 'an array');
  return ownArray(Array.from({ length: count }, () => undefined));
}

function arrayFrom([source, callback]: Arguments): Value {
  const isList = Array.isArray(source) || typeof source === 'string' || source instanceof Collection;
  const items = isList ? [...itemsOf(source, 'makes an array of')] : listed(source);
  if (callback === undefined) return ownArray(items);
  return ownArray(
    items.map((item, index) => {
      meter.use(2);
      return call(callback, undefined, [item, index]);
    }),
  );
}

/** The items of an object with a length, such as `{ length: 3 }`. */
function listed(source: Value): Value[] {
  if (!isRecord(source)) return [];
  const items = emptyArray(source['length'] ?? 0);
  return items.map((_, index) => (Object.hasOwn(source, index) ? source[index] : undefined));
}

function array(given: Arguments): Value[] {
  return given.length === 1 && typeof given[0] === 'number' ? emptyArray(given[0]) : ownArray([...given]);
}

const ARRAY = builtIn(
  'Array',
  array,
  functions({
    isArray: ([value]) => Array.isArray(value),
    of: (given) => ownArray([...given]),
    from: arrayFrom,
  }),
  array,
);

const parseFloatOf: Call = ([text]) => Number.parseFloat(textOf(text));
const parseIntOf: Call = ([text, radix]) =>
  Number.parseInt(textOf(text), radix === undefined ? undefined : toInteger(radix));

const NUMBER_CONSTANTS = [
  'EPSILON',
  'MAX_SAFE_INTEGER',
  'MIN_SAFE_INTEGER',
  'MAX_VALUE',
  'MIN_VALUE',
  'NaN',
  'POSITIVE_INFINITY',
  'NEGATIVE_INFINITY',
] as const;

const NUMBER = builtIn('Number', (given) => (given.length === 0 ? 0 : toNumber(given[0])), {
  ...functions({
    isInteger: ([value]) => Number.isInteger(value),
    isSafeInteger: ([value]) => Number.isSafeInteger(value),
    isFinite: ([value]) => Number.isFinite(value),
    isNaN: ([value]) => Number.isNaN(value),
    parseFloat: parseFloatOf,
    parseInt: parseIntOf,
  }),
  ...Object.fromEntries(NUMBER_CONSTANTS.map((name) => [name, Number[name]])),
});

const STRING = builtIn(
  'String',
  (given) => (given.length === 0 ? '' : textOf(given[0])),
  functions({
    fromCharCode: (codes) => metered(String.fromCharCode(...codes.map(toNumber))),
    fromCodePoint: (codes) => {
      const points = codes.map(toNumber);
      const wrong = points.find((point) => !Number.isInteger(point) || point < 0 || point > 0x10ffff);
      if (wrong !== undefined) throw new ProgramError(`calls String.fromCodePoint with ${wrong}`);
      return metered(String.fromCodePoint(...points));
    },
  }),
);

const BOOLEAN = builtIn('Boolean', ([value]) => Boolean(value));

const JSON_VIEW = view('JSON', functions({ stringify: jsonOf, parse: parseJson }));

const INTL = view('Intl', {
  NumberFormat: NUMBER_FORMAT,
  DateTimeFormat: DATE_TIME_FORMAT,
  PluralRules: PLURAL_RULES,
  ListFormat: LIST_FORMAT,
});

/** What programs can use by name. */
export const BUILT_INS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['undefined', undefined],
  ['NaN', Number.NaN],
  ['Infinity', Infinity],
  ['Math', MATH],
  ['Object', OBJECT],
  ['Array', ARRAY],
  ['Number', NUMBER],
  ['String', STRING],
  ['Boolean', BOOLEAN],
  ['Date', DATE],
  ['RegExp', REG_EXP],
  ['Map', collectionConstructor('Map')],
  ['Set', collectionConstructor('Set')],
  ['JSON', JSON_VIEW],
  ['Intl', INTL],
  ...FILLS,
  ['parseInt', builtIn('parseInt', parseIntOf)],
  ['parseFloat', builtIn('parseFloat', parseFloatOf)],
  ['isNaN', builtIn('isNaN', ([value]) => Number.isNaN(toNumber(value)))],
  ['isFinite', builtIn('isFinite', ([value]) => Number.isFinite(toNumber(value)))],
]);
