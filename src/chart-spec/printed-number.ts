const SHORT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 4 });

/** A value as people read it: four digits, and a letter for thousands and more; a dash for none. */
export function printedNumber(value: number | null): string {
  return value === null ? '–' : SHORT.format(value);
}
