import { expect } from '@jest/globals';
import { readScenario } from '../read-scenario.js';

const MARK = '◆';

/**
 * Expects that a scenario is refused with these sentences and no others.
 *
 * @param marked - the text, with a ◆ before each position that a sentence refers to, in the order of the sentences
 */
export function expectRefused(marked: string, ...sentences: string[]): void {
  const lines = marked.split('\n');
  const places = lines.flatMap((line, index) =>
    line
      .split(MARK)
      .slice(0, -1)
      .map((_before, part, parts) => `${index + 1}:${parts.slice(0, part + 1).join('').length + 1}`),
  );
  const expected = sentences.map((sentence, index) => `${places[index]}: ${sentence}`);

  expect(refusalOf(marked.replaceAll(MARK, ''))).toEqual(expected);
}

/** The problems of a scenario as `line:column: sentence`; none for a valid one. */
export function refusalOf(text: string): string[] {
  try {
    readScenario(text, 'my.yaml');
  } catch (error) {
    return (error as Error).message.split('\n').map((line) => line.replace(/^my\.yaml:/, ''));
  }
  return [];
}
