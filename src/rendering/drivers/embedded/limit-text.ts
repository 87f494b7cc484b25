import type { SKRSContext2D } from '@napi-rs/canvas';

// An outline takes some two thousand bytes of SVG for each character, outside of what a thread's memory is bounded by.
const MOST_CHARACTERS = 10_000;

/** Lets a context draw so much text, and no more. @throws Error from the call that goes beyond */
export function limitText(context: SKRSContext2D): void {
  const fillText = context.fillText.bind(context);
  const strokeText = context.strokeText.bind(context);
  let characters = 0;
  const count = (text: string) => {
    characters += text.length;
    if (characters <= MOST_CHARACTERS) return;
    throw new Error(`Expected at most ${MOST_CHARACTERS} characters of text in a picture of outlines`);
  };
  context.fillText = (text, ...place) => {
    count(text);
    fillText(text, ...place);
  };
  context.strokeText = (text, ...place) => {
    count(text);
    strokeText(text, ...place);
  };
}
