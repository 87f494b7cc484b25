import { readFileSync } from 'node:fs';

/** A part of a picture; edges as shares of its width and height. */
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

/** Where titles and legends stand, and the labels of axes. */
export const ABOVE: Part = [0, 0, 1, 0.12];
export const BELOW: Part = [0, 0.9, 1, 1];
export const BESIDE: Part = [0, 0.1, 0.06, 0.9];
export const AT_THE_RIGHT: Part = [0.93, 0.1, 1, 0.9];

/** That a part of a picture has a colour: at least so many of a hundred of its pixels. */
export type Shown = readonly [color: string, part: Part, leastPercent: number];

/** A specification of the corpus, and what its picture must be. */
export interface CorpusChart {
  /** Of its file in `specs`, without the ending; the folder is the version of Chart.js that it is for. */
  readonly name: string;
  readonly shows: readonly Shown[];
  /** Colours that a part of the picture has nowhere. */
  readonly lacks?: readonly (readonly [color: string, part: Part])[];
  /** Parts with text. */
  readonly text: readonly Part[];
  /** What the answer warns of, each by a piece of its sentence; nothing else. */
  readonly warns?: readonly string[];
  /** White where nothing is said. */
  readonly background?: string;
}

/** Of every picture, in pixels of CSS. */
export const WIDTH_PX = 500;
export const HEIGHT_PX = 300;

/** What the chart is asked for with, but for its format. */
export function questionOf({ name, background }: CorpusChart) {
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
