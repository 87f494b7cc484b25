import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';
import { type FontFamily, filesOf } from './font-catalogue.js';

const { resolve } = createRequire(import.meta.url);

/** What this thread has registered, or found registered: the canvas's list of fonts is shared by the process. */
const loaded = new Set<FontFamily>();

/**
 * Registers fonts with the canvas before this thread uses them for the first time.
 *
 * Other threads may be drawing: the canvas holds one lock while it registers a font, and while it shapes and draws a
 * text. All weights of a family are registered before any thread uses it, because the canvas remembers the face that it
 * chose for a family and weight. Two threads may register the same file, which the canvas then has once.
 *
 * @throws Error naming the file that is not a readable font
 */
export function loadFonts(families: readonly FontFamily[]): void {
  for (const family of families) {
    if (loaded.has(family)) continue;
    if (!isRegistered(family)) register(family);
    loaded.add(family);
  }
}

/** Whether any thread has registered all weights of a family. */
function isRegistered({ name, weights }: FontFamily): boolean {
  const registered = GlobalFonts.families.find(({ family }) => family === name)?.styles ?? [];
  return weights.every((weight) => registered.some((style) => style.weight === weight));
}

function register(family: FontFamily): void {
  for (const file of filesOf(family)) {
    const path = resolve(`@fontsource/${file}`);
    if (GlobalFonts.registerFromPath(path, family.name) === null)
      throw new Error(`Expected ${path} to be a font that can be read`);
  }
}
