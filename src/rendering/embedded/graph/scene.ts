import type { GraphColor } from '../../../chart-spec/graph/graph-colors.js';
import type { Size } from './geometry.js';

/** A filled or stroked outline. */
export interface PathShape {
  readonly kind: 'path';
  /** Path data in the syntax of SVG, of numbers only. */
  readonly d: string;
  readonly fill?: GraphColor;
  readonly stroke?: GraphColor;
  readonly strokePx?: number;
  readonly dashPx?: readonly number[];
}

/** One line of text. */
export interface TextShape {
  readonly kind: 'text';
  readonly text: string;
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  readonly sizePx: number;
  readonly weight: 400 | 600;
  readonly anchor: 'start' | 'middle';
  readonly fill: GraphColor;
}

/** What belongs together: a node or an edge, with words for readers who cannot see it. */
export interface GroupShape {
  readonly kind: 'group';
  readonly title: string;
  readonly description: string;
  readonly href?: string;
  readonly shapes: readonly (PathShape | TextShape)[];
}

export type Shape = PathShape | TextShape | GroupShape;

/** A drawn graph: shapes from back to front, in a size that they need. */
export interface Scene extends Size {
  readonly shapes: readonly Shape[];
}
