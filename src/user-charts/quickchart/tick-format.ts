import { ChartRefusal, type JsonObject, type JsonValue, words } from '../json.js';
import { flagOf } from '../../chart-spec/lenient.js';
import { defined } from './defaults.js';

const PATH = 'options.plugins.tickFormat';
const DEFAULT_LOCALE = 'en-US';

/** Options of `Intl.NumberFormat`. @see ECMA-402, 16.1.1 */
const NUMBER_OPTIONS = words(`
  style currency currencyDisplay currencySign unit unitDisplay notation compactDisplay signDisplay useGrouping
  minimumIntegerDigits minimumFractionDigits maximumFractionDigits minimumSignificantDigits maximumSignificantDigits
  roundingIncrement roundingMode roundingPriority trailingZeroDisplay
`);

/**
 * How numbers on the axes are printed.
 *
 * @throws ChartRefusal when `Intl.NumberFormat` does not accept the options
 * @see https://quickchart.io/documentation/reference/labels/
 */
export function tickFormatOf(given: JsonObject): JsonObject {
  const { locale, prefix, suffix, axisID, applyToDataLabels } = given;
  const number = defined(
    Object.fromEntries(NUMBER_OPTIONS.map((name) => [name, optionOf(name, given[name])])),
  );
  const known = typeof locale === 'string' && locale !== '' ? locale : DEFAULT_LOCALE;
  try {
    new Intl.NumberFormat(known, number);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ChartRefusal(`Expected ${PATH} to be options of Intl.NumberFormat: ${reason}`, undefined, PATH);
  }
  return defined({
    locale: known,
    prefix: textOf(prefix),
    suffix: textOf(suffix),
    number,
    axisID: typeof axisID === 'string' ? axisID : undefined,
    applyToDataLabels: applyToDataLabels === undefined ? undefined : flagOf(applyToDataLabels),
  });
}

/** `Intl` takes numbers as text, but takes any text as "yes" where it expects a flag. */
function optionOf(name: string, value: JsonValue | undefined): JsonValue | undefined {
  if (value === null || typeof value === 'object') return undefined;
  return name === 'useGrouping' && /^(?:true|false)$/.test(String(value)) ? flagOf(value) : value;
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
