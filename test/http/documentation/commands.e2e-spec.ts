// Runs the commands of README.md, the guides and the examples as a reader types them.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { commandDocuments } from '../../support/command-blocks.js';
import { missingToolOf, Session } from './session.js';

jest.setTimeout(120_000);

const isRequired = process.env['CI'] === 'true';
const documents = commandDocuments().filter(({ blocks }) => blocks.some(({ needs }) => needs === undefined));

it('finds the documents', () => {
  expect(documents.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['README.md', 'examples/README.md']),
  );
});

describe.each(documents)('$name', ({ blocks }) => {
  let session: Session;

  beforeAll(async () => {
    session = await Session.open();
  });

  afterAll(() => session.close());

  for (const block of blocks.filter(({ needs }) => needs === undefined)) {
    const missing = missingToolOf(block);
    const run = missing === undefined || isRequired ? it : it.skip;

    run(block.title, async () => {
      expect(await session.problemsOf(block)).toEqual([]);
    });
  }
});
