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
function collect(value: object, path: (string | number)[], texts: PlacedText[]): void {
  if (Array.isArray(value)) {
    value.forEach((part, index) => collectPart(part, index, path, texts));
    return;
  }
  for (const key in value) {
    if (!NAMES.has(key)) collectPart((value as Record<string, unknown>)[key], key, path, texts);
  }
}

function collectPart(
  part: unknown,
  key: string | number,
  path: (string | number)[],
  texts: PlacedText[],
): void {
  if (typeof part === 'string') {
    if (!/^[ -~]*$/.test(part)) texts.push({ path: [...path, key].join('.'), text: part });
  } else if (typeof part === 'object' && part !== null) {
    path.push(key);
    collect(part, path, texts);
    path.pop();
  }
}
