/** Where in a text, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A specification that is refused, with a sentence for people. */
export class ChartRefusal extends Error {
  constructor(
    sentence: string,
    /** Where in the text, counted from 1; nothing when it was no text. */
    readonly place?: Place,
    /** Which property, such as `data.datasets.0.data`. */
    readonly path?: string,
  ) {
    super(sentence);
    this.name = 'ChartRefusal';
  }
}
