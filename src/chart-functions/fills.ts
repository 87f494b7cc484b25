import { ProgramError } from './meter.js';
import {
  type Arguments,
  BuiltIn,
  type Value,
  View,
  isRecord,
  named,
  ownArray,
  ownRecord,
  textOf,
  toNumber,
} from './values.js';

/** Records of given members. */
function record(members: Record<string, Value>): Record<string, Value> {
  return Object.assign(ownRecord(), members);
}

/** `getGradientFillHelper(direction, colours, { width, height })`, as data. */
function gradientHelper([direction = 'vertical', colors, size]: Arguments): Value {
  const { width, height } = isRecord(size) ? size : ({} as Record<string, Value>);
  const numbers = Object.entries({ width, height }).filter(([, pixels]) => typeof pixels === 'number');
  return record({ $gradient: record({ direction, colors, ...Object.fromEntries(numbers) }) });
}

/** `getGradientFill([{ offset, color }, …], [x0, y0, x1, y1])`, with a line in parts of the picture, as data. */
function gradientFill([stops, line]: Arguments): Value {
  if (!Array.isArray(stops) || !stops.every(isRecord)) {
    throw new ProgramError(
      `calls getGradientFill with ${named(stops)}; expected stops such as [{ offset: 0, color: "red" }]`,
    );
  }
  return record({
    $gradient: record({
      stops: ownArray(stops.map(({ offset, color }) => record({ offset: toNumber(offset), color }))),
      ...(Array.isArray(line) ? { line: ownArray(line.slice(0, 4).map(toNumber)) } : {}),
    }),
  });
}

/** `pattern.draw(shape, backgroundColor, patternColor, size)`, as data. */
function drawPattern([shape, color, patternColor, size]: Arguments): Value {
  return record({
    $pattern: record({
      // As in QuickChart's documentation: `zigzag-horizontal`.
      shape: textOf(shape).replace(/-horizontal$/, ''),
      color: color === undefined ? 'transparent' : textOf(color),
      ...(patternColor === undefined ? {} : { patternColor: textOf(patternColor) }),
      ...(size === undefined ? {} : { size: toNumber(size) }),
    }),
  });
}

const draw = new BuiltIn('draw', (_, given) => drawPattern(given));

/** QuickChart's functions for gradients and patterns. */
export const FILLS: readonly (readonly [string, Value])[] = [
  ['getGradientFillHelper', new BuiltIn('getGradientFillHelper', (_, given) => gradientHelper(given))],
  ['getGradientFill', new BuiltIn('getGradientFill', (_, given) => gradientFill(given))],
  ['pattern', new View((name) => (name === 'draw' ? draw : undefined))],
];
