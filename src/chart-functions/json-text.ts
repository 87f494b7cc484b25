import { MAX_DEPTH, ProgramError, checkLength, meter, metered } from './meter.js';
import {
  type Arguments,
  DateValue,
  type Value,
  isFunction,
  isPrimitive,
  isRecord,
  ownArray,
  ownRecord,
  textOf,
  toInteger,
} from './values.js';

/** `JSON.stringify`, with its third argument; its second is not supported. @see ECMA-262, 25.5.2 */
export function jsonOf([value, replacer, space]: Arguments): Value {
  if (replacer !== undefined && replacer !== null) {
    throw new ProgramError('calls JSON.stringify with a replacer, which is not supported');
  }
  const indent = typeof space === 'number' ? ' '.repeat(Math.min(10, Math.max(0, toInteger(space)))) : '';
  return new JsonWriter(typeof space === 'string' ? space.slice(0, 10) : indent).write(value, '');
}

class JsonWriter {
  private length = 0;
  private depth = 0;

  constructor(private readonly indent: string) {}

  /** The text of a value; undefined for what JSON leaves out. */
  write(value: Value, margin: string): string | undefined {
    meter.use(3);
    if (value === undefined || isFunction(value)) return undefined;
    if (isPrimitive(value)) return this.counted(JSON.stringify(value));
    if (value instanceof DateValue) {
      return this.counted(Number.isNaN(value.ms) ? 'null' : `"${new Date(value.ms).toISOString()}"`);
    }
    if (++this.depth > MAX_DEPTH) throw new ProgramError(`nests values more than ${MAX_DEPTH} levels deep`);
    const inner = margin + this.indent;
    const text = Array.isArray(value)
      ? this.wrap(
          '[]',
          value.map((item) => this.write(item, inner) ?? 'null'),
          margin,
        )
      : this.wrap('{}', this.members(isRecord(value) ? value : {}, inner), margin);
    this.depth--;
    return text;
  }

  private members(record: Record<string, Value>, margin: string): string[] {
    return Object.entries(record).flatMap(([name, item]) => {
      const text = this.write(item, margin);
      if (text === undefined) return [];
      return [`${this.counted(JSON.stringify(name))}:${this.indent === '' ? '' : ' '}${text}`];
    });
  }

  private wrap(brackets: string, items: readonly string[], margin: string): string {
    const [open = '', close = ''] = brackets;
    if (items.length === 0) return this.counted(brackets);
    if (this.indent === '') return metered(`${open}${items.join(',')}${close}`);
    const inner = `\n${margin}${this.indent}`;
    this.length += items.length * inner.length;
    return metered(`${open}${inner}${items.join(`,${inner}`)}\n${margin}${close}`);
  }

  private counted(text: string): string {
    checkLength((this.length += text.length + 1), 'a text');
    return text;
  }
}

/** `JSON.parse`, without a second argument. */
export function parseJson([text]: Arguments): Value {
  const json = metered(textOf(text));
  meter.use(json.length >> 2);
  try {
    return imported(JSON.parse(json), 0);
  } catch (error) {
    if (error instanceof SyntaxError) throw new ProgramError(`calls JSON.parse with a text that is not JSON`);
    throw error;
  }
}

function imported(value: unknown, depth: number): Value {
  if (depth > MAX_DEPTH) throw new ProgramError(`nests values more than ${MAX_DEPTH} levels deep`);
  if (Array.isArray(value)) return ownArray(value.map((item) => imported(item, depth + 1)));
  if (typeof value !== 'object' || value === null) return value;
  const record = ownRecord();
  for (const [name, item] of Object.entries(value)) record[name] = imported(item, depth + 1);
  return record;
}
