import type { SKRSContext2D } from '@napi-rs/canvas';

/** The font of a context as it is set by whoever redefined it last. */
export function fontOf(context: SKRSContext2D): { get: () => string; set: (font: string) => void } {
  let owner: object = context;
  while (!Object.hasOwn(owner, 'font')) owner = Object.getPrototypeOf(owner) as object;
  const { get, set } = Object.getOwnPropertyDescriptor(owner, 'font') as Required<PropertyDescriptor>;
  return { get: () => get.call(context) as string, set: (font) => set.call(context, font) };
}
