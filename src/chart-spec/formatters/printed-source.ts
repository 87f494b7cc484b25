import type { Printed } from './printed.js';

/**
 * What `print` does, as the text of a JavaScript function, for a renderer that runs code on another machine.
 *
 * The text of a compiled function is not what was written, so it is written again; the unit test holds both to
 * the same.
 */
export function printedSource(printed: Printed): string {
  if (printed.kind === 'duration') return DURATION;
  if (printed.kind === 'steps') return STEPS.replace('STEPS', () => JSON.stringify(printed.steps));
  return INSTANT.replace('FROM', String(printed.from)).replace('TO', String(printed.to));
}

const STEPS = `function (value) {
  var step = STEPS.find(function (one) { return Math.abs(value) >= one.atLeast; });
  var number = ((Math.abs(value) * step.multiplyBy) / step.divideBy).toLocaleString('en-US', {
    minimumFractionDigits: step.minDecimals,
    maximumFractionDigits: step.maxDecimals,
  });
  return (value < 0 && /[1-9]/.test(number) ? '-' : '') + step.before + number + step.after;
}`;

const DURATION = `function (value) {
  var seconds = Math.round(Math.abs(value));
  if (seconds === 0) return '0s';
  var parts = [
    [Math.floor(seconds / 86400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ];
  var first = parts.findIndex(function (part) { return part[0] > 0; });
  var said = parts.slice(first, first + 2).filter(function (part) { return part[0] > 0; });
  return (value < 0 ? '-' : '') + said.map(function (part) { return part[0] + part[1]; }).join(' ');
}`;

const INSTANT = `function (value) {
  var instant = new Date(value);
  if (Number.isNaN(instant.getTime())) return null;
  return instant.toISOString().slice(FROM, TO).replace('T', ' ');
}`;
