import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const module = new URL('../../../dist/src/rendering/embedded/draw.worker.js', import.meta.url);
const THREADS = 4;
const TIMES = 30;

// Each address is a separate module, as though the thread were new. A weak reference keeps its object alive until the
// end of the turn in which it was created or read, hence the turns in between.
const source = `
  const { parentPort } = require('node:worker_threads');
  const { setImmediate: nextTurn } = require('node:timers/promises');
  (async () => {
    const outcomes = [];
    for (let time = 0; time < ${TIMES}; time += 1) {
      const { collectGarbage } = await import('${module.href}?' + time);
      const unreachable = new WeakRef({});
      await nextTurn();
      const before = unreachable.deref() === undefined ? 'gone' : 'there';
      await nextTurn();
      collectGarbage();
      outcomes.push({ before, after: unreachable.deref() === undefined ? 'gone' : 'there' });
    }
    parentPort.postMessage(outcomes);
  })();
`;

interface Outcome {
  readonly before: 'there' | 'gone';
  readonly after: 'there' | 'gone';
}

describe('collectGarbage', () => {
  it('frees unreachable objects at once in each thread, with several threads starting at the same time', async () => {
    const threads = Array.from({ length: THREADS }, () => new Worker(source, { eval: true }));
    const outcomes = (await Promise.all(threads.map((thread) => once(thread, 'message')))) as [Outcome[]][];

    for (const [ofThread] of outcomes) {
      expect(ofThread.map(({ after }) => after)).toEqual(Array<string>(TIMES).fill('gone'));
      // V8 may collect by itself in between, but not each time.
      expect(ofThread.map(({ before }) => before)).toContain('there');
    }
  });
});
