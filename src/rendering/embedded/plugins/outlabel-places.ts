/** A line from the edge of a circle outwards, and the size of the box at its end. */
export interface Spoke {
  /** The centre of the circle, in pixels. */
  readonly x: number;
  readonly y: number;
  /** In radians, clockwise from the right. */
  readonly angle: number;
  readonly fromPx: number;
  readonly toPx: number;
  readonly width: number;
  readonly height: number;
}

/** The place of a box; `endPx` is how far from the centre its line ends. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly endPx: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const STEP_PX = 2;
/** Steps outwards until a box stays where it is, even above another one. */
const MAX_STEPS = 150;
const GAP_PX = 3;

/** Places boxes at the ends of their lines, farther outwards where they would cover another one, within the picture. */
export function placeBoxes(spokes: readonly Spoke[], picture: Size): Box[] {
  const placed: (Box & Size)[] = [];
  for (const spoke of spokes) {
    const { width, height } = spoke;
    const first = boxAt(spoke, 0, picture);
    let box = first;
    for (
      let step = 1;
      step <= MAX_STEPS && placed.some((other) => covers({ ...box, width, height }, other));
      step += 1
    ) {
      box = boxAt(spoke, step, picture);
    }
    const isFree = !placed.some((other) => covers({ ...box, width, height }, other));
    placed.push({ ...(isFree ? box : first), width, height });
  }
  return placed;
}

function boxAt({ x, y, angle, toPx, width, height }: Spoke, step: number, picture: Size): Box {
  const endPx = toPx + step * STEP_PX;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  // To the side of the line's end; above and below the circle, centred on it.
  const left = x + cosine * endPx - width / 2 + (Math.min(1, Math.max(-1, cosine * 2)) * width) / 2;
  const top = y + sine * endPx - height / 2;
  return { left: within(left, picture.width - width), top: within(top, picture.height - height), endPx };
}

function within(value: number, max: number): number {
  return Math.max(0, Math.min(value, max));
}

function covers(a: Box & Size, b: Box & Size): boolean {
  return (
    a.left < b.left + b.width + GAP_PX &&
    b.left < a.left + a.width + GAP_PX &&
    a.top < b.top + b.height + GAP_PX &&
    b.top < a.top + a.height + GAP_PX
  );
}
