import { InvalidInputError, shortened } from '../../platform/errors.js';

/** The types of Google image charts that have a counterpart, by the beginning of `cht`. */
const COUNTERPARTS = [
  ['bh', 'horizontalBar'],
  ['b', 'bar'],
  ['l', 'line'],
  ['p', 'pie'],
  ['s', 'scatter'],
  ['r', 'radar'],
] as const;

/** Types that show no data. */
const OTHERS = [
  ['qr', 'QR codes are not supported'],
  ['gv', 'Graphviz charts are not supported'],
] as const;

const LONGEST_SHOWN = 20;

/** The refusal of a Google image chart, `/chart?cht=…`: it names the type, and what to send instead. */
export function googleImageChartRefusal(cht: unknown): InvalidInputError {
  const type = typeof cht === 'string' ? cht : '';
  const shown = shortened(type, LONGEST_SHOWN);
  const [, other] = OTHERS.find(([prefix]) => type.startsWith(prefix)) ?? [];
  if (other !== undefined) return refusal(`${other} (cht=${shown})`);
  const [, counterpart = 'bar'] = COUNTERPARTS.find(([prefix]) => type.startsWith(prefix)) ?? [];
  return refusal(
    `Google image charts (cht=${shown}) are not supported: send a Chart.js specification as c instead, such as c={type:'${counterpart}',data:{labels:['a','b'],datasets:[{data:[10,20]}]}}`,
  );
}

function refusal(sentence: string): InvalidInputError {
  return InvalidInputError.of('cht', sentence);
}
