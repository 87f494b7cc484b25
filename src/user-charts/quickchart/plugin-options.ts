import { ROUND_TYPES } from '../check-shape.js';
import { readableOn } from '../colors/readable-text.js';
import { type JsonObject, type JsonValue, isObject, objectOr, unexpected } from '../json.js';
import { flagOf, numberOf } from '../../chart-spec/lenient.js';
import { defined, withDefaults } from './defaults.js';
import { tickFormatOf } from './tick-format.js';

/** Plugins of QuickChart whose options are data. */
export const QUICKCHART_PLUGINS = [
  'tickFormat',
  'doughnutlabel',
  'roundedBars',
  'colorschemes',
  'padBelowLegend',
  'outlabels',
] as const;

interface Parts {
  readonly type: string;
  readonly options: JsonObject;
  readonly datasets: JsonObject[];
}

/**
 * Checks the options of QuickChart's plugins and sets their defaults, or replaces them by options of Chart.js.
 *
 * @throws ChartRefusal with the path of the wrong value
 */
export function withQuickChartPlugins({ type, options, datasets }: Parts): Omit<Parts, 'type'> {
  const {
    tickFormat,
    doughnutlabel,
    roundedBars,
    padBelowLegend,
    outlabels,
    colorschemes: _,
    ...others
  } = objectOr(options['plugins']);
  const given = [tickFormat, doughnutlabel, roundedBars, padBelowLegend, outlabels, _];
  if (
    given.every((each) => each === undefined) &&
    !datasets.some((dataset) => dataset['outlabels'] !== undefined)
  ) {
    return { options, datasets };
  }
  const plugins = {
    ...others,
    ...defined({
      tickFormat: isOn(tickFormat) ? tickFormatOf(objectOr(tickFormat)) : undefined,
      doughnutlabel: isObject(doughnutlabel) ? doughnutLabelOf(doughnutlabel) : undefined,
      padBelowLegend: paddingOf(padBelowLegend),
    }),
  };
  return {
    options: withRoundedBars({ ...options, plugins }, roundedBars),
    datasets: datasets.map((dataset) => withOutlabels(dataset, type, outlabels)),
  };
}

const MAX_LINES = 50;

/** The lines in the hole of a doughnut. @see https://github.com/ciprianciurea/chartjs-plugin-doughnutlabel */
function doughnutLabelOf({ labels, font, color }: JsonObject): JsonObject | undefined {
  const given = Array.isArray(labels) ? labels : labels === undefined || labels === null ? [] : [labels];
  const lines = given.flatMap((label) => {
    const { text, font: ownFont, color: ownColor } = isObject(label) ? label : { text: label };
    return linesOf(text).map((line) =>
      defined({
        text: line,
        font: textFont({ ...objectOr(font), ...objectOr(ownFont) }),
        color: ownColor ?? color,
      }),
    );
  });
  if (lines.length > MAX_LINES) {
    throw unexpected('options.plugins.doughnutlabel.labels', `of at most ${MAX_LINES} lines`, lines.length);
  }
  return lines.length === 0 ? undefined : { labels: lines };
}

/** A text at its line breaks; what is no text stays as it is. */
function linesOf(text: JsonValue | undefined): JsonValue[] {
  if (Array.isArray(text)) return text.flatMap(linesOf);
  if (isObject(text)) return [text];
  return text === undefined || text === null ? [] : String(text).split(/\r?\n/);
}

/** The parts of a font that have an effect, with sizes as numbers. */
function textFont({ size, family, weight, style, lineHeight }: JsonObject): JsonObject {
  return defined({
    size: numberOf(size),
    family,
    weight,
    style,
    lineHeight: numberOf(lineHeight) ?? lineHeight,
  });
}

const DEFAULT_CORNER_RADIUS_PX = 8;

/** Bars with round corners at their ends, or at all corners, as an option of Chart.js 4. */
function withRoundedBars(options: JsonObject, roundedBars: JsonValue | undefined): JsonObject {
  if (isObject(roundedBars) ? roundedBars['enabled'] === false : !flagOf(roundedBars)) return options;
  const { cornerRadius, allCorners } = objectOr(roundedBars);
  const bar = {
    borderRadius: Math.max(0, numberOf(cornerRadius) ?? DEFAULT_CORNER_RADIUS_PX),
    ...(flagOf(allCorners) && { borderSkipped: false }),
  };
  return withDefaults(options, { elements: { bar } });
}

const MAX_PADDING_PX = 10_000;

function paddingOf(padding: JsonValue | undefined): JsonValue | undefined {
  const heightPx = numberOf(padding);
  if (heightPx === undefined || heightPx <= 0) return undefined;
  if (heightPx <= MAX_PADDING_PX) return { heightPx };
  throw unexpected('options.plugins.padBelowLegend', `between 0 and ${MAX_PADDING_PX}`, heightPx);
}

/** Labels around a pie. @see https://piechart-outlabels.netlify.app/ */
function withOutlabels(dataset: JsonObject, type: string, common: JsonValue | undefined): JsonObject {
  const { outlabels: own, ...others } = dataset;
  const isRound = ROUND_TYPES.has(typeof dataset['type'] === 'string' ? dataset['type'] : type);
  if (!isRound || own === false || (own === undefined && !isOn(common))) return others;
  const { display, text, color, font, padding, textAlign, ...style } = {
    ...objectOr(common),
    ...objectOr(own),
  };
  const { backgroundColor, borderColor, lineColor, borderRadius, borderWidth, lineWidth, lineHeight } = style;
  const { resizable, minSize, maxSize, ...fontParts } = objectOr(font);
  return {
    ...others,
    outlabels: defined({
      display: typeof display === 'string' ? flagOf(display) : (display ?? true),
      text: text ?? '%l %p',
      color: color ?? readableOn(backgroundColor ?? dataset['backgroundColor']),
      backgroundColor,
      borderColor,
      lineColor,
      borderRadius: numberOf(borderRadius) ?? 0,
      borderWidth: numberOf(borderWidth) ?? 0,
      lineWidth: numberOf(lineWidth) ?? 2,
      padding: padding ?? 4,
      textAlign: typeof textAlign === 'string' ? textAlign : 'center',
      stretch: numberOf(style['stretch']) ?? 40,
      valuePrecision: numberOf(style['valuePrecision']),
      percentPrecision: numberOf(style['percentPrecision']),
      font: {
        ...textFont({ lineHeight: lineHeight ?? 1.2, ...fontParts }),
        ...defined({ minSize: numberOf(minSize), maxSize: numberOf(maxSize) }),
        resizable: resizable === undefined ? fontParts['size'] === undefined : flagOf(resizable),
      },
    }),
  };
}

/** Whether a plugin is requested, by its options or by a flag. */
function isOn(options: JsonValue | undefined): boolean {
  return isObject(options) || flagOf(options);
}
