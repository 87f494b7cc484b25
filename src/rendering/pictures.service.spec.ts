import { describe, expect, it } from '@jest/globals';
import type { RenderRequest } from './chart-renderer.port.js';
import { RenderQueueFullError } from './rendering.errors.js';
import { drawn, held, MIB, request } from './testing/held-renderer.js';

describe('Pictures', () => {
  it('renders a picture once and serves it from the cache from then on', async () => {
    const both = held();
    await drawn(both, request('a'));
    const again = await both.pictures.draw(request('a'));

    expect(again.bytes).toHaveLength(100);
    expect(again.etag).toBe(both.pictures.etagOf(request('a')));
    expect(both.pictures.kept(again.etag)).toBe(again);
    expect(both.renderer.requested).toHaveLength(1);
    expect(both.pictures.counts).toEqual({ hits: 2, misses: 1, coalesced: 0 });
  });

  it('renders once for concurrent requests for the same picture', async () => {
    const { pictures, renderer } = held({ capacity: 1 });
    const all = Array.from({ length: 50 }, () => pictures.draw(request('a')));
    renderer.requested[0]!.end(7);

    expect(new Set(await Promise.all(all)).size).toBe(1);
    expect(renderer.requested).toHaveLength(1);
    expect(pictures.counts).toEqual({ hits: 0, misses: 1, coalesced: 49 });
  });

  it('shares a failure among concurrent requests, and does not cache it', async () => {
    const { pictures, renderer } = held();
    const failing = [pictures.draw(request('a')), pictures.draw(request('a'))];
    renderer.requested[0]!.fail(new Error('no'));
    const outcomes = await Promise.allSettled(failing);
    const next = pictures.draw(request('a'));
    renderer.requested[1]!.end(1);

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await next).bytes).toHaveLength(1);
  });

  it('evicts the least recently used pictures when the cache is full', async () => {
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

  it('caches nothing where the cache has no bytes', async () => {
    const both = held({ PICTURE_CACHE_BYTES: 0 });
    await drawn(both, request('a'));
    await drawn(both, request('a'));

    expect(both.renderer.requested).toHaveLength(2);
    expect(both.pictures.keptBytes).toBe(0);
  });
});

describe('the admission of pictures', () => {
  it('refuses a picture with too many pixels, also a notice, without a request to the renderer', async () => {
    const { pictures, renderer } = held({ CHART_MAX_PIXELS: 10_000 });
    const tooLarge = request('a', { widthPx: 101, heightPx: 100 });
    const sentence = 'Expected width times height to be 1 to 10000 pixels of png but received 101 x 100';

    await expect(pictures.draw(tooLarge)).rejects.toThrow(sentence);
    await expect(pictures.drawInSpareTime(tooLarge)).rejects.toThrow(sentence);
    expect(renderer.requested).toHaveLength(0);
  });

  it('refuses a picture over the limit, without a request to the renderer', async () => {
    const { pictures, renderer } = held({ capacity: 2 });
    const first = pictures.draw(request('a'));
    pictures.refuseWhenFull();
    const second = pictures.draw(request('b'));

    expect(() => pictures.refuseWhenFull()).toThrow(RenderQueueFullError);
    await expect(pictures.draw(request('c'))).rejects.toThrow('Render queue is full (1 waiting)');
    expect(renderer.requested).toHaveLength(2);

    renderer.requested.forEach(({ end }) => end(1));
    await Promise.all([first, second]);
    expect(() => pictures.refuseWhenFull()).not.toThrow();
  });

  it('refuses a specification that exceeds the byte budget, and accepts it when the others are rendered', async () => {
    const both = held({ RENDER_QUEUE_BYTES: 2048 });
    const [long, longer] = ['a', 'b'].map((letter) => request(letter.repeat(1500))) as [
      RenderRequest,
      RenderRequest,
    ];
    const first = both.pictures.draw(long);
    both.pictures.refuseWhenFull();

    await expect(both.pictures.draw(longer)).rejects.toThrow(
      /^Render queue is full \(1\d{3} bytes of specifications waiting\)/,
    );
    both.renderer.requested[0]!.fail(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await drawn(both, longer);
  });

  it('serves cached pictures when the queue is full', async () => {
    const both = held({ capacity: 1 });
    await drawn(both, request('a'));
    const busy = both.pictures.draw(request('b'));

    await expect(both.pictures.draw(request('a'))).resolves.toMatchObject({ contentType: 'image/png' });
    both.renderer.requested[1]!.end(1);
    await busy;
  });
});

describe('a notice', () => {
  it('is rendered when no picture waits, and cached apart from pictures', async () => {
    const both = held();
    const first = both.pictures.drawInSpareTime(request('no'));
    both.renderer.requested[0]!.end(5);
    const notice = await first;

    expect(await both.pictures.drawInSpareTime(request('no'))).toBe(notice);
    expect(both.pictures.kept(both.pictures.etagOf(request('no')))).toBeUndefined();
  });

  it('is not rendered while a picture waits', async () => {
    const { pictures, renderer } = held();
    const waiting = [pictures.draw(request('a')), pictures.draw(request('b'))];

    expect(await pictures.drawInSpareTime(request('no'))).toBeUndefined();
    expect(renderer.requested).toHaveLength(2);
    renderer.requested.forEach(({ end }) => end(1));
    await Promise.all(waiting);
  });

  it('does not displace pictures, however many notices there are', async () => {
    const both = held({ PICTURE_CACHE_BYTES: MIB });
    await drawn(both, request('a'), MIB / 2);
    for (let number = 0; number < 40; number += 1) {
      const notice = both.pictures.drawInSpareTime(request(`no ${number}`));
      both.renderer.requested.at(-1)!.end(MIB / 32);
      await notice;
    }

    expect(both.pictures.kept(both.pictures.etagOf(request('a')))).toBeDefined();
    expect(both.pictures.keptBytes).toBeLessThanOrEqual(MIB);
  });
});

describe('the entity tag', () => {
  it('is the same for the same content in any order of properties', () => {
    const { pictures } = held();
    const { spec, ...rest } = request('a');
    const { background, ...restOfSpec } = spec;
    const reordered = { ...rest, spec: { ...restOfSpec, background } };

    expect(pictures.etagOf(reordered)).toBe(pictures.etagOf(request('a')));
    expect(pictures.etagOf(request('a'))).toMatch(/^"[\w-]{43}"$/);
  });

  it('is computed once for each request object', async () => {
    const both = held();
    let reads = 0;
    const counted = Object.defineProperty({ ...request('a') }, 'spec', {
      get: () => {
        reads += 1;
        return request('a').spec;
      },
    });
    both.pictures.etagOf(counted);
    both.pictures.etagOf(counted);
    await drawn(both, counted);

    expect(reads).toBe(1);
  });

  it('differs for everything that changes the picture', () => {
    const { pictures } = held();
    const config = { type: 'line' as const, data: { datasets: [] } };
    const others = [
      request('a'),
      request('b'),
      request('a', { format: 'svg' }),
      request('a', { widthPx: 11 }),
      request('a', { heightPx: 11 }),
      request('a', { pixelRatio: 2 }),
      request('a', { spec: { ...request('a').spec, background: 'red' } }),
      request('a', { spec: { ...request('a').spec, description: 'b' } }),
      request('a', { spec: { ...request('a').spec, config } }),
    ];

    expect(new Set(others.map((other) => pictures.etagOf(other))).size).toBe(others.length);
  });

  it.each([{ APP_VERSION: '1.0.1' }, { APP_REVISION: 'abd' }, { RENDERER: 'quickchart' as const }])(
    'differs between engines: %j',
    (changed) => {
      expect(held(changed).pictures.etagOf(request('a'))).not.toBe(held().pictures.etagOf(request('a')));
    },
  );
});
