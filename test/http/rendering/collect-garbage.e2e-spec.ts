import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const module = new URL('../../../dist/src/rendering/embedded/draw.worker.js', import.meta.url);
const THREADS = 4;
const TIMES = 100;

// Each address is a module of its own to the thread, as though the thread were new.
const source = `
  const { parentPort } = require('node:worker_threads');
  (async () => {
    for (let time = 0; time < ${TIMES}; time += 1) {
      const { collectGarbage } = await import('${module.href}?' + time);
      collectGarbage();
    }
    parentPort.postMessage('collected');
  })();
`;

describe('collecting garbage', () => {
  it('works in each thread, however many get ready for it at the same time', async () => {
    const threads = Array.from({ length: THREADS }, () => new Worker(source, { eval: true }));
    const answers = await Promise.all(threads.map((thread) => once(thread, 'message')));

    expect(answers.flat()).toEqual(threads.map(() => 'collected'));
  });
});
