import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { corruptBody } from './fault-injector.js';

const json = fc.jsonValue().map((value) => JSON.stringify(value));

async function bytesOf(body: Buffer | Readable | undefined): Promise<Buffer> {
  return body instanceof Readable ? buffer(body) : Buffer.from(body ?? '');
}

describe('corruptBody', () => {
  it('makes JSON that does not parse, of the same length, out of any that does', async () => {
    await fc.assert(
      fc.asyncProperty(json, fc.constantFrom('', '\n'), async (text, end) => {
        const broken = await bytesOf(corruptBody(text + end));

        expect(broken).toHaveLength(Buffer.byteLength(text + end));
        expect(() => JSON.parse(broken.toString()) as unknown).toThrow(SyntaxError);
      }),
    );
  });

  it('keeps the first half, so that a reader fails in the middle of its work', async () => {
    const broken = await bytesOf(corruptBody(Buffer.from('# TYPE up gauge\nup 1\n# EOF\n')));

    expect(broken.toString('latin1', 0, 13)).toBe('# TYPE up gau');
    expect([...broken.subarray(13)].filter((byte) => byte < 0x80)).toEqual([]);
  });

  it('breaks a stream as well, however it is cut, and keeps its length', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(json, { minLength: 1 }), async (chunks) => {
        const text = `[${chunks.join(',')}]`;
        const pieces = text.match(/.{1,7}/gsu) ?? [];
        const broken = await bytesOf(corruptBody(Readable.from(pieces.map((piece) => Buffer.from(piece)))));

        expect(broken).toHaveLength(Buffer.byteLength(text));
        expect(() => JSON.parse(broken.toString()) as unknown).toThrow(SyntaxError);
      }),
    );
  });

  it('passes a failing stream on as a failure', async () => {
    const failing = new Readable({ read: () => failing.destroy(new Error('the source is gone')) });

    await expect(bytesOf(corruptBody(failing))).rejects.toThrow('the source is gone');
  });

  it.each([[null], [undefined], [''], [Buffer.alloc(0)]])('leaves %p alone', (body) => {
    expect(corruptBody(body)).toBeUndefined();
  });
});
