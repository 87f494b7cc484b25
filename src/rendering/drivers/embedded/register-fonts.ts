import { GlobalFonts } from '@napi-rs/canvas';
import { FONT_FILES } from './fonts.js';

/**
 * Makes our fonts known to the canvas.
 *
 * Its list of fonts is one for the process, so only the first thread has something to do; registering while
 * another thread draws would be a race.
 *
 * @throws Error naming the file that is not a readable font
 */
export function registerFonts(): void {
  if (GlobalFonts.families.length > 0) return;
  for (const { family, path } of FONT_FILES) {
    if (GlobalFonts.registerFromPath(path, family) === null) throw new Error(`Expected a font in ${path}`);
  }
}
