import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';
import { type FontFamily, LOADED_FAMILIES, filesOf } from './font-catalogue.js';

const { resolve } = createRequire(import.meta.url);

/** What this thread has registered, or found registered. */
const loaded = new Set<FontFamily>();

/**
 * Registers the fonts that every picture may need with the canvas.
 *
 * Its list of fonts is shared by the process, so only the first thread registers them.
 *
 * @throws Error naming the file that is not a readable font
 */
export function registerFonts(): void {
  if (GlobalFonts.families.length === 0) LOADED_FAMILIES.forEach(register);
  for (const family of LOADED_FAMILIES) loaded.add(family);
}

/**
 * Registers fonts that this thread is about to use for the first time.
 *
 * Other threads may be drawing: the canvas holds one lock while it registers a font and while it shapes a text, and
 * registers a file once, however often it is asked to. Each thread registers all weights before it uses a family,
 * because the canvas remembers the face that it chose for a family and weight.
 *
 * @throws Error naming the file that is not a readable font
 */
export function loadFonts(families: readonly FontFamily[]): void {
  for (const family of families) {
    if (loaded.has(family)) continue;
    register(family);
    loaded.add(family);
  }
}

function register(family: FontFamily): void {
  for (const file of filesOf(family)) {
    const path = resolve(`@fontsource/${file}`);
    if (GlobalFonts.registerFromPath(path, family.name) === null)
      throw new Error(`Expected ${path} to be a font that can be read`);
  }
}
