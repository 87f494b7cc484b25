import sharp from 'sharp';

/** A rectangle of a picture; edges in pixels, `right` and `bottom` excluded. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A decoded picture. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and alpha of each pixel, row by row. */
  readonly rgba: Buffer;
}

export async function decode(picture: Uint8Array): Promise<Pixels> {
  // A buffer of this realm: jest runs each file in a separate one, and sharp checks the class.
  const { data, info } = await sharp(Buffer.from(picture))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgba: data };
}

/** The smallest area that holds every pixel of exactly this colour; undefined when there is none. */
export function areaOf(pixels: Pixels, color: string): Area | undefined {
  const searched = Buffer.from(`${color.slice(1)}ff`, 'hex').readUInt32BE();
  let [left, top, right, bottom] = [pixels.width, pixels.height, 0, 0];
  for (let y = 0; y < pixels.height; y += 1) {
    for (let x = 0; x < pixels.width; x += 1) {
      if (pixels.rgba.readUInt32BE((y * pixels.width + x) * 4) !== searched) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
      [top, bottom] = [Math.min(top, y), y + 1];
    }
  }
  return right === 0 ? undefined : { left, top, right, bottom };
}

/** How many pixels of an area are darker than medium grey: mostly text. */
export function countDark(pixels: Pixels, { left, top, right, bottom }: Area): number {
  let dark = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const at = (y * pixels.width + x) * 4;
      const [red = 0, green = 0, blue = 0] = pixels.rgba.subarray(at, at + 3);
      if (red + green + blue < 3 * 128) dark += 1;
    }
  }
  return dark;
}
