import { type CanvasPattern, type SKRSContext2D, createCanvas } from '@napi-rs/canvas';
import type { Pattern, PatternShape } from '../../chart-spec/pattern.js';

const DEFAULT_SIZE_PX = 20;
const DEFAULT_COLOR = 'rgba(255, 255, 255, 0.8)';

type Line = readonly (readonly [x: number, y: number])[];

/** What a tile of the size 1 shows: lines, filled shapes, and rounds with their centre and radius. */
interface Tile {
  readonly lines?: readonly Line[];
  readonly areas?: readonly Line[];
  readonly circles?: readonly (readonly [x: number, y: number, radius: number, isFilled: boolean])[];
}

/** A small shape at the top left and at the bottom right of a tile. */
function twice(lines: readonly Line[]): Line[] {
  return [...lines, ...lines.map(moved)];
}

function moved(line: Line): Line {
  return line.map(([x, y]) => [x + 0.5, y + 0.5] as const);
}

const PLUS: Line[] = [
  [
    [0.25, 0],
    [0.25, 0.5],
  ],
  [
    [0, 0.25],
    [0.5, 0.25],
  ],
];
const CROSS: Line[] = [
  [
    [0, 0],
    [0.5, 0.5],
  ],
  [
    [0, 0.5],
    [0.5, 0],
  ],
];
const DASH: Line[] = [
  [
    [0.25, 0],
    [0.25, 0.5],
  ],
];
const BOX: Line[] = [
  [
    [0, 0],
    [0.5, 0],
    [0.5, 0.5],
    [0, 0.5],
    [0, 0],
  ],
];
const TRIANGLE: Line[] = [
  [
    [0.25, 0],
    [0.5, 0.5],
    [0, 0.5],
    [0.25, 0],
  ],
];
const INVERTED: Line[] = [
  [
    [0.25, 0.5],
    [0.5, 0],
    [0, 0],
    [0.25, 0.5],
  ],
];
const DIAMOND: Line[] = [
  [
    [0.25, 0],
    [0.5, 0.25],
    [0.25, 0.5],
    [0, 0.25],
    [0.25, 0],
  ],
];
const ROWS: Line[] = [
  [
    [0, 0.25],
    [1, 0.25],
  ],
  [
    [0, 0.75],
    [1, 0.75],
  ],
];
const ZIGZAG: Line[] = [
  [
    [0, 0],
    [0.25, 0.5],
    [0.5, 0],
    [0.75, 0.5],
    [1, 0],
  ],
  [
    [0, 0.5],
    [0.25, 1],
    [0.5, 0.5],
    [0.75, 1],
    [1, 0.5],
  ],
];
// Beyond the corners, so that lines of neighbouring tiles meet.
const DIAGONAL: Line[] = [
  [
    [-0.1, 1.1],
    [1.1, -0.1],
  ],
  [
    [-0.6, 1.1],
    [0.6, -0.1],
  ],
  [
    [0.4, 1.1],
    [1.6, -0.1],
  ],
];

const transposed = (lines: readonly Line[]): Line[] =>
  lines.map((line) => line.map(([x, y]) => [y, x] as const));
const mirrored = (lines: readonly Line[]): Line[] =>
  lines.map((line) => line.map(([x, y]) => [1 - x, y] as const));

function circles(radius: number, isFilled: boolean): Tile['circles'] {
  return [
    [0.25, 0.25, radius, isFilled],
    [0.75, 0.75, radius, isFilled],
  ];
}

const TILES: Readonly<Record<PatternShape, Tile>> = {
  plus: { lines: twice(PLUS) },
  cross: { lines: twice(CROSS) },
  dash: { lines: twice(DASH) },
  'cross-dash': { lines: [...CROSS, ...DASH.map(moved)] },
  dot: { circles: circles(0.1, true) },
  'dot-dash': { circles: [[0.25, 0.25, 0.1, true]], lines: DASH.map(moved) },
  disc: { circles: circles(0.2, true) },
  ring: { circles: circles(0.2, false) },
  line: { lines: ROWS },
  'line-vertical': { lines: transposed(ROWS) },
  weave: {
    lines: [
      [
        [0, 0],
        [0.5, 0.5],
      ],
      [
        [0, 0.5],
        [0.25, 0.25],
      ],
      [
        [0.5, 0.5],
        [1, 1],
      ],
      [
        [0.75, 0.75],
        [1, 0.5],
      ],
      [
        [0.5, 0.5],
        [0.75, 0.25],
      ],
      [
        [0.25, 0.75],
        [0.5, 1],
      ],
    ],
  },
  zigzag: { lines: ZIGZAG },
  'zigzag-vertical': { lines: transposed(ZIGZAG) },
  diagonal: { lines: DIAGONAL },
  'diagonal-right-left': { lines: mirrored(DIAGONAL) },
  square: { areas: twice(BOX) },
  box: { lines: twice(BOX) },
  triangle: { areas: twice(TRIANGLE) },
  'triangle-inverted': { areas: twice(INVERTED) },
  diamond: { areas: twice(DIAMOND) },
  'diamond-box': { lines: twice(DIAMOND) },
};

/** Draws a tile of a pattern, and repeats it. */
export function createPattern(
  { shape, color, patternColor = DEFAULT_COLOR, size = DEFAULT_SIZE_PX }: Pattern,
  context: SKRSContext2D,
): CanvasPattern {
  const canvas = createCanvas(size, size);
  const tile = canvas.getContext('2d');
  tile.fillStyle = color;
  tile.fillRect(0, 0, size, size);
  tile.scale(size, size);
  tile.fillStyle = tile.strokeStyle = patternColor;
  tile.lineWidth = 0.1;
  tile.lineCap = 'square';
  const { lines = [], areas = [], circles: rounds = [] } = TILES[shape];
  for (const line of lines) {
    trace(tile, line);
    tile.stroke();
  }
  for (const area of areas) {
    trace(tile, area);
    tile.fill();
  }
  for (const [x, y, radius, isFilled] of rounds) {
    tile.beginPath();
    tile.arc(x, y, radius, 0, 2 * Math.PI);
    if (isFilled) tile.fill();
    else tile.stroke();
  }
  // Chart.js recognizes patterns by this name, which those of browsers have.
  return Object.defineProperty(context.createPattern(canvas, 'repeat'), Symbol.toStringTag, {
    value: 'CanvasPattern',
  });
}

function trace(tile: SKRSContext2D, points: Line): void {
  tile.beginPath();
  points.forEach(([x, y], index) => (index === 0 ? tile.moveTo(x, y) : tile.lineTo(x, y)));
}
