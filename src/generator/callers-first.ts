/** An application calls itself, directly or by way of others. */
export class CyclicCallsError extends Error {
  constructor(readonly circle: readonly string[]) {
    super(`Expected calls without a circle but received ${circle.join(' -> ')}`);
    this.name = 'CyclicCallsError';
  }
}

/**
 * Orders a graph of calls: depth first, each after all that it calls; read backwards, callers come first.
 *
 * @throws CyclicCallsError when the calls form a circle
 */
export function callersFirst<T>(
  all: readonly T[],
  calleesOf: (caller: T) => readonly T[],
  nameOf: (one: T) => string,
): T[] {
  const done = new Set<T>();
  const path: T[] = [];
  const order: T[] = [];
  const visit = (one: T): void => {
    if (done.has(one)) return;
    const circleFrom = path.indexOf(one);
    if (circleFrom >= 0) throw new CyclicCallsError([...path.slice(circleFrom), one].map(nameOf));
    path.push(one);
    calleesOf(one).forEach(visit);
    path.pop();
    done.add(one);
    order.push(one);
  };
  all.forEach(visit);
  return order.reverse();
}
