import { type PictureSpec, isGraph } from '../../../chart-spec/graph/graph-spec.js';

/** A text of a specification, and where it is, as in `data.labels.0`. */
export interface PlacedText {
  readonly path: string;
  readonly text: string;
}

/** Properties whose texts are names and not drawn. */
const NAMES: ReadonlySet<string> = new Set(['family', '$gradient']);

/** The texts of a specification that can be drawn, without those in ASCII, which need no thought. */
export function placedTextsIn(spec: PictureSpec): PlacedText[] {
  const texts: PlacedText[] = [];
  collect(isGraph(spec) ? spec.graph : spec.config, [], texts);
  return texts;
}

/** The same texts without their places. */
export function textsIn(spec: PictureSpec): string[] {
  return placedTextsIn(spec).map(({ text }) => text);
}

/** @param path - of the value; the same array in all calls */
function collect(value: unknown, path: string[], texts: PlacedText[]): void {
  if (typeof value === 'string') {
    if (!/^[ -~]*$/.test(value)) texts.push({ path: path.join('.'), text: value });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    const part: unknown = (value as Record<string, unknown>)[key];
    // Most of the data.
    if (typeof part === 'number' || NAMES.has(key)) continue;
    path.push(key);
    collect(part, path, texts);
    path.pop();
  }
}
