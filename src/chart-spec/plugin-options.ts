/**
 * Options of the plugins that the agent adds to those of Chart.js, at `options.plugins` of a configuration.
 *
 * Names and meanings are those of QuickChart, checked and with defaults. Datasets have their `outlabels`.
 */
export interface OwnPluginOptions {
  readonly tickFormat?: TickFormat;
  readonly doughnutlabel?: DoughnutLabel;
  readonly padBelowLegend?: { readonly heightPx: number };
  readonly radialGauge?: RadialGauge;
  readonly gauge?: Gauge;
}

/** Parts of a font, as in Chart.js. */
export interface FontParts {
  readonly size?: number;
  readonly family?: string;
  readonly weight?: string | number;
  readonly style?: string;
  readonly lineHeight?: number | string;
}

/** How numbers on axes, and on request in labels, are printed. */
export interface TickFormat {
  readonly locale: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly number: Readonly<Intl.NumberFormatOptions>;
  /** The only axis; undefined for all numeric ones. */
  readonly axisID?: string;
  /** Undefined: only in charts without a numeric axis. */
  readonly applyToDataLabels?: boolean;
}

/** A text, or a function of what it is about: data has only texts. */
export type ShownText = string | ((about: unknown) => unknown);

/** Lines in the hole of a doughnut. */
export interface DoughnutLabel {
  readonly labels: readonly {
    readonly text: ShownText;
    readonly color?: unknown;
    readonly font: FontParts;
  }[];
}

/**
 * Labels around a pie, connected to its parts.
 *
 * Colours can be one for all parts or an array with one for each; undefined for the colour of the part.
 */
export interface Outlabels {
  readonly display: unknown;
  /** With `%l` for the label of a part, `%v` for its value and `%p` for its percentage. */
  readonly text: ShownText | readonly ShownText[];
  readonly color: unknown;
  readonly backgroundColor?: unknown;
  readonly borderColor?: unknown;
  readonly lineColor?: unknown;
  readonly borderRadius: number;
  readonly borderWidth: number;
  readonly lineWidth: number;
  readonly padding: unknown;
  readonly textAlign: string;
  readonly stretch: number;
  readonly valuePrecision: number;
  readonly percentPrecision: number;
  readonly font: FontParts & {
    readonly resizable: boolean;
    readonly minSize?: number;
    readonly maxSize?: number;
  };
}

/** A formatter: the name of one, or the function that replaced the name. */
export type NamedFormatter = string | ((value: unknown) => unknown);

/** What a ring that shows one value has in addition to the doughnut that it is. */
export interface RadialGauge {
  readonly value: number;
  readonly trackColor: unknown;
  readonly roundedCorners: boolean;
  readonly center: {
    /** Printed in place of the value. */
    readonly text?: string;
    readonly formatter?: NamedFormatter;
    readonly isTextShown: boolean;
    readonly subText?: string;
    readonly font: FontParts;
    readonly color?: unknown;
    readonly backgroundColor?: unknown;
    readonly paddingPx: number;
  };
}

/** What a half ring with a needle has in addition to the doughnut that it is. Percentages are of the chart's width. */
export interface Gauge {
  readonly value: number;
  /** Where the needle points: 0 is the start of the ring, 1 its end. */
  readonly ratio: number;
  readonly needle: {
    readonly color: unknown;
    readonly radiusPercentage: number;
    readonly widthPercentage: number;
    /** Of the thickness of the ring: 0 ends at its inner edge, 100 at its outer edge. */
    readonly lengthPercentage: number;
  };
  readonly valueLabel: {
    readonly display: boolean;
    readonly formatter?: NamedFormatter;
    readonly font: FontParts;
    readonly color: unknown;
    readonly backgroundColor: unknown;
    readonly borderRadius: number;
    readonly padding: unknown;
    readonly bottomMarginPercentage: number;
  };
}
