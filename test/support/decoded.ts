import sharp from 'sharp';

/** What a decoded image is. */
export interface Decoded {
  readonly format: string | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
}

/** Decodes a bitmap image; throws when it is broken. */
export async function decoded(response: Response): Promise<Decoded> {
  const image = sharp(await response.arrayBuffer());
  await image.clone().raw().toBuffer();
  const { format, width, height } = await image.metadata();
  return { format, width, height };
}
