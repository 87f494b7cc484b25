const LONGEST = 1000;
const CUT = '...';

/**
 * A sentence as the value of a header: one line of printable ASCII, which no byte of a request can leave.
 *
 * Other characters become question marks; the picture and the problem document show them as they are.
 */
export function headerText(sentence: string): string {
  const line = sentence
    .replace(/\s+/g, ' ')
    .replace(/[^ -~]/gu, '?')
    .trim();
  return line.length <= LONGEST ? line : line.slice(0, LONGEST - CUT.length) + CUT;
}
