/** A point in CSS pixels from the top left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Where an edge passes. */
export interface EdgePath {
  /** A start, and three control points for each Bézier curve: 3n + 1 points. */
  readonly curve: readonly Point[];
  /** Where the arrow points to. */
  readonly tip: Point;
  /** Centre of the label; undefined where the layout has no space for labels. */
  readonly label: Point | undefined;
}

/** A call from the node at one position to the node at another. */
export interface Call {
  readonly source: number;
  readonly target: number;
}

/** A point in path data; a tenth of a pixel is finer than any screen. */
export function at({ x, y }: Point): string {
  return `${tenths(x)},${tenths(y)}`;
}

export function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

export function roundedRectangle(
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
): string {
  const arc = (toX: number, toY: number) => `A${radius} ${radius} 0 0 1 ${at({ x: toX, y: toY })}`;
  return [
    `M${at({ x: x + radius, y })}H${tenths(x + width - radius)}${arc(x + width, y + radius)}`,
    `V${tenths(y + height - radius)}${arc(x + width - radius, y + height)}`,
    `H${tenths(x + radius)}${arc(x, y + height - radius)}V${tenths(y + radius)}${arc(x + radius, y)}Z`,
  ].join('');
}
