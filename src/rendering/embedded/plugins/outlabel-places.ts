/** A line from the edge of a pie outwards, and the size of the box at its end. */
export interface Spoke {
  /** The centre of the pie, in pixels. */
  readonly x: number;
  readonly y: number;
  /** In radians, clockwise from the right. */
  readonly angle: number;
  readonly fromPx: number;
  readonly toPx: number;
  readonly width: number;
  readonly height: number;
}

/** The place of a box. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

type Size = Pick<Box, 'width' | 'height'>;

const STEP_PX = 4;
/** How far a box moves outwards, or up and down, until it stays where it is, even above another one. */
const MAX_STEPS = 75;
const GAP_PX = 3;

/**
 * Places boxes at the ends of their lines within the picture. A box that would cover another one moves outwards, and
 * where there is no more space it moves up or down.
 */
export function placeBoxes(spokes: readonly Spoke[], picture: Size): Box[] {
  const placed: Box[] = [];
  for (const spoke of spokes) {
    const first = inside(boxAt(spoke, 0), picture);
    placed.push(freePlace(spoke, first, placed, picture) ?? first);
  }
  return placed;
}

function freePlace(spoke: Spoke, first: Box, placed: readonly Box[], picture: Size): Box | undefined {
  const isFree = (box: Box) => !placed.some((other) => covers(box, other));
  if (isFree(first)) return first;
  for (let step = 1; step <= MAX_STEPS; step += 1) {
    const box = boxAt(spoke, step);
    if (isWithin(box, picture) && isFree(box)) return box;
  }
  for (let step = 1; step <= MAX_STEPS; step += 1) {
    for (const direction of Math.sin(spoke.angle) < 0 ? [-1, 1] : [1, -1]) {
      const box = { ...first, top: first.top + direction * step * STEP_PX };
      if (isWithin(box, picture) && isFree(box)) return box;
    }
  }
  return undefined;
}

/** The box at the end of a line: to the side of it, and above and below the pie centred on it. */
function boxAt({ x, y, angle, toPx, width, height }: Spoke, step: number): Box {
  const endPx = toPx + step * STEP_PX;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const sideways = Math.min(1, Math.max(-1, cosine * 2)) / 2;
  return {
    left: x + cosine * endPx + (sideways - 0.5) * width,
    top: y + sine * endPx - height / 2,
    width,
    height,
  };
}

function isWithin({ left, top, width, height }: Box, picture: Size): boolean {
  return left >= 0 && top >= 0 && left + width <= picture.width && top + height <= picture.height;
}

function inside(box: Box, picture: Size): Box {
  return {
    ...box,
    left: Math.max(0, Math.min(box.left, picture.width - box.width)),
    top: Math.max(0, Math.min(box.top, picture.height - box.height)),
  };
}

function covers(a: Box, b: Box): boolean {
  return (
    a.left < b.left + b.width + GAP_PX &&
    b.left < a.left + a.width + GAP_PX &&
    a.top < b.top + b.height + GAP_PX &&
    b.top < a.top + a.height + GAP_PX
  );
}
