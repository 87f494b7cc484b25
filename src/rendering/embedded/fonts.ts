import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';

/** A font file of an npm package, and the CSS family that it is registered as. */
export interface FontFile {
  readonly family: string;
  readonly path: string;
}

const { resolve } = createRequire(import.meta.url);

function notoSans(family: string, subset: string, weight: number): FontFile {
  return { family, path: resolve(`@fontsource/noto-sans/files/noto-sans-${subset}-${weight}-normal.woff2`) };
}

function notoSansSc(family: string, subset: string): FontFile {
  return { family, path: resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-${subset}-400-normal.woff2`) };
}

/**
 * All fonts that are used: with the machine's fonts, the same chart would differ between machines.
 *
 * The image's build copies exactly these files. Each subset is a separate family, since the canvas uses only one
 * file of a family and weight. All weights of a family have the same characters, since the canvas takes one that a
 * weight lacks from the machine's fonts, even where another weight has it; `tools/generated` checks that.
 */
export const FONT_FILES: readonly FontFile[] = [
  notoSans('Noto Sans', 'latin', 400),
  notoSans('Noto Sans', 'latin', 600),
  notoSans('Noto Sans Extended', 'latin-ext', 400),
  notoSans('Noto Sans Extended', 'latin-ext', 600),
  notoSans('Noto Sans Cyrillic', 'cyrillic', 400),
  notoSans('Noto Sans Cyrillic', 'cyrillic', 600),
  notoSans('Noto Sans Greek', 'greek', 400),
  notoSans('Noto Sans Greek', 'greek', 600),
  notoSansSc('Noto Sans SC', 'chinese-simplified'),
  // 8,000 characters, but neither ≥ ≤ nor →, which are in these two.
  notoSansSc('Noto Sans SC 100', '100'),
  notoSansSc('Noto Sans SC 109', '109'),
];

/** The families in the order in which they are searched for a character, in CSS syntax. */
export const FONT_FAMILY = [...new Set(FONT_FILES.map(({ family }) => `"${family}"`))].join(', ');

/**
 * Registers our fonts with the canvas.
 *
 * Its list of fonts is shared by the process, so only the first thread registers them; registering while another
 * thread renders would be a race.
 *
 * @throws Error naming the file that is not a readable font
 */
export function registerFonts(): void {
  if (GlobalFonts.families.length > 0) return;
  for (const { family, path } of FONT_FILES) {
    if (GlobalFonts.registerFromPath(path, family) === null)
      throw new Error(`Expected ${path} to be a font that can be read`);
  }
}
