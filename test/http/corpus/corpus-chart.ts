import { readFileSync } from 'node:fs';

/** A part of an image, with its edges as shares of width and height. */
export type Part = readonly [left: number, top: number, right: number, bottom: number];

export const LEFT: Part = [0, 0, 0.5, 1];
export const RIGHT: Part = [0.5, 0, 1, 1];
export const TOP: Part = [0, 0, 1, 0.5];
export const BOTTOM: Part = [0, 0.5, 1, 1];
export const TOP_LEFT: Part = [0, 0, 0.5, 0.5];
export const TOP_RIGHT: Part = [0.5, 0, 1, 0.5];
export const BOTTOM_LEFT: Part = [0, 0.5, 0.5, 1];
export const BOTTOM_RIGHT: Part = [0.5, 0.5, 1, 1];
export const WHOLE: Part = [0, 0, 1, 1];

/** The areas of titles and legends, and of axis labels. */
export const ABOVE: Part = [0, 0, 1, 0.12];
export const BELOW: Part = [0, 0.9, 1, 1];
export const BESIDE: Part = [0, 0.1, 0.06, 0.9];
export const AT_THE_RIGHT: Part = [0.93, 0.1, 1, 0.9];

/** A colour that a part of an image has, and the minimum percentage of its pixels. */
export type Shown = readonly [color: string, part: Part, minPercent: number];

/** A specification of the corpus, and the expectations of its image. */
export interface CorpusChart {
  /** File in `specs` without its extension; the folder is the version of Chart.js. */
  readonly name: string;
  readonly shows: readonly Shown[];
  /** Colours that a part of the image must not have. */
  readonly lacks?: readonly (readonly [color: string, part: Part])[];
  /** Parts with text. */
  readonly text: readonly Part[];
  /** Parts of the expected warnings; there must be no others. */
  readonly warns?: readonly string[];
  /** White by default. */
  readonly background?: string;
}

/** Size of every image in CSS pixels. */
export const WIDTH_PX = 500;
export const HEIGHT_PX = 300;

/** The request for a chart, without its format. */
export function requestOf({ name, background }: CorpusChart) {
  return {
    chart: specificationOf(name),
    version: name.slice(1, 2),
    width: WIDTH_PX,
    height: HEIGHT_PX,
    devicePixelRatio: 1,
    backgroundColor: background ?? 'white',
  };
}

export function specificationOf(name: string): string {
  return readFileSync(new URL(`specs/${name}.chart`, import.meta.url), 'utf8');
}
