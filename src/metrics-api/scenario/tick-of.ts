/** The tick of a time in RFC 3339: its whole Unix second. */
export function tickOf(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}
