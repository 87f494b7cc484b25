import { describe, expect, it } from '@jest/globals';
import { drawn, held, MIB, request } from './testing/held-renderer.js';

describe('Pictures', () => {
  it('draws a picture once and has it from then on', async () => {
    const both = held();
    await drawn(both, request('a'));
    const again = await both.pictures.draw(request('a'));

    expect(again.bytes).toHaveLength(100);
    expect(again.etag).toBe(both.pictures.etagOf(request('a')));
    expect(both.pictures.kept(again.etag)).toBe(again);
    expect(both.renderer.requested).toHaveLength(1);
    expect(both.pictures.counts).toEqual({ hits: 2, misses: 1, coalesced: 0 });
  });

  it('lets all who want the same at the same time share one drawing', async () => {
    const { pictures, renderer } = held({ capacity: 1 });
    const all = Array.from({ length: 50 }, () => pictures.draw(request('a')));
    renderer.requested[0]!.end(7);

    expect(new Set(await Promise.all(all)).size).toBe(1);
    expect(renderer.requested).toHaveLength(1);
    expect(pictures.counts).toEqual({ hits: 0, misses: 1, coalesced: 49 });
  });

  it('keeps no failure: the next one draws again', async () => {
    const { pictures, renderer } = held();
    const failing = [pictures.draw(request('a')), pictures.draw(request('a'))];
    renderer.requested[0]!.fail(new Error('no'));
    const outcomes = await Promise.allSettled(failing);
    const next = pictures.draw(request('a'));
    renderer.requested[1]!.end(1);

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await next).bytes).toHaveLength(1);
  });

  it('gives up the pictures that nobody asked for the longest when their bytes are too many', async () => {
    const both = held({ PICTURE_CACHE_BYTES: MIB });
    const part = MIB / 4;
    await drawn(both, request('a'), part);
    await drawn(both, request('b'), part);
    await drawn(both, request('c'), part);
    await both.pictures.draw(request('a'));
    await drawn(both, request('d'), part);
    const { pictures } = both;
    const isKept = (title: string) => pictures.kept(pictures.etagOf(request(title))) !== undefined;

    expect(['a', 'b', 'c', 'd'].map(isKept)).toEqual([true, false, true, true]);
    expect(pictures.keptBytes).toBeLessThan(MIB);
    expect(pictures.keptBytes).toBeGreaterThan(3 * part);
  });

  it('keeps nothing where it may not', async () => {
    const both = held({ PICTURE_CACHE_BYTES: 0 });
    await drawn(both, request('a'));
    await drawn(both, request('a'));

    expect(both.renderer.requested).toHaveLength(2);
    expect(both.pictures.keptBytes).toBe(0);
  });
});
