/** What the parts of a translation share. */
export interface Translation {
  /** Tells of an option that Chart.js 4 has nothing for, by its path. */
  readonly leave: (path: string) => void;
  /** The id that an axis has now; an id that no axis had is kept. */
  readonly axisId: (id: string) => string;
}
