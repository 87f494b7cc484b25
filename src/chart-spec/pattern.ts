/** The shapes of patterns. @see patternomaly, whose names QuickChart has */
export const PATTERN_SHAPES = [
  ...[
    'plus',
    'cross',
    'dash',
    'cross-dash',
    'dot',
    'dot-dash',
    'disc',
    'ring',
    'line',
    'line-vertical',
    'weave',
  ],
  ...[
    'zigzag',
    'zigzag-vertical',
    'diagonal',
    'diagonal-right-left',
    'square',
    'box',
    'triangle',
    'triangle-inverted',
  ],
  ...['diamond', 'diamond-box'],
] as const;

export type PatternShape = (typeof PATTERN_SHAPES)[number];

/** A pattern as data: `{ $pattern: … }` can be used in place of any colour that fills an area. */
export interface Pattern {
  readonly shape: PatternShape;
  /** CSS colour behind the shapes. */
  readonly color: string;
  /** CSS colour of the shapes; by default a translucent white. */
  readonly patternColor?: string;
  /** Width and height of a tile in CSS pixels; by default 20. */
  readonly size?: number;
}

const MIN_SIZE_PX = 4;
const MAX_SIZE_PX = 200;
const MAX_COLOR_LENGTH = 100;

/** The pattern that is used in place of a colour, if any. */
export function patternIn(value: unknown): Pattern | undefined {
  if (typeof value !== 'object' || value === null || !('$pattern' in value)) return undefined;
  return value.$pattern as Pattern;
}

/** Why a pattern is invalid, as a sentence; undefined if it is valid. */
export function problemOfPattern(pattern: unknown): string | undefined {
  const { shape, color, patternColor = '', size = MIN_SIZE_PX } = (pattern ?? {}) as Record<string, unknown>;
  if (!PATTERN_SHAPES.some((known) => known === shape)) {
    return `Expected the shape of a pattern to be one of ${PATTERN_SHAPES.join(', ')}`;
  }
  if (![color, patternColor].every((one) => typeof one === 'string' && one.length <= MAX_COLOR_LENGTH)) {
    return `Expected the colours of a pattern to be texts of at most ${MAX_COLOR_LENGTH} characters`;
  }
  if (typeof size === 'number' && size >= MIN_SIZE_PX && size <= MAX_SIZE_PX) return undefined;
  return `Expected the size of a pattern to be between ${MIN_SIZE_PX} and ${MAX_SIZE_PX}`;
}
