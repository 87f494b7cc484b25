import { describe, expect, it } from '@jest/globals';
import { RenderQueueFullError } from './rendering.errors.js';
import type { RenderRequest } from './chart-renderer.port.js';
import { drawn, held, MIB, request } from './testing/held-renderer.js';

describe('the room for pictures', () => {
  it('refuses one more than there is room for, and asks nothing of the renderer', async () => {
    const { pictures, renderer } = held({ capacity: 2 });
    const first = pictures.draw(request('a'));
    pictures.refuseWhenFull();
    const second = pictures.draw(request('b'));

    expect(() => pictures.refuseWhenFull()).toThrow(RenderQueueFullError);
    await expect(pictures.draw(request('c'))).rejects.toThrow('1 pictures wait to be drawn already');
    expect(renderer.requested).toHaveLength(2);

    renderer.requested.forEach(({ end }) => end(1));
    await Promise.all([first, second]);
    expect(() => pictures.refuseWhenFull()).not.toThrow();
  });

  it('refuses a specification that is too long beside those that wait, and takes it when they are drawn', async () => {
    const both = held({ RENDER_QUEUE_BYTES: 2048 });
    const [long, longer] = ['a', 'b'].map((letter) => request(letter.repeat(1500))) as [
      RenderRequest,
      RenderRequest,
    ];
    const first = both.pictures.draw(long);
    both.pictures.refuseWhenFull();

    await expect(both.pictures.draw(longer)).rejects.toThrow(
      /^Specifications of 1\d{3} bytes wait to be drawn already/,
    );
    both.renderer.requested[0]!.fail(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await drawn(both, longer);
  });

  it('answers with what it has when there is no room', async () => {
    const both = held({ capacity: 1 });
    await drawn(both, request('a'));
    const busy = both.pictures.draw(request('b'));

    await expect(both.pictures.draw(request('a'))).resolves.toMatchObject({ contentType: 'image/png' });
    both.renderer.requested[1]!.end(1);
    await busy;
  });
});

describe('a notice', () => {
  it('is drawn when no picture waits, and kept apart from pictures', async () => {
    const both = held();
    const first = both.pictures.drawInSpareTime(request('no'));
    both.renderer.requested[0]!.end(5);
    const notice = await first;

    expect(await both.pictures.drawInSpareTime(request('no'))).toBe(notice);
    expect(both.pictures.kept(both.pictures.etagOf(request('no')))).toBeUndefined();
  });

  it('is left undrawn while a picture waits', async () => {
    const { pictures, renderer } = held();
    const waiting = [pictures.draw(request('a')), pictures.draw(request('b'))];

    expect(await pictures.drawInSpareTime(request('no'))).toBeUndefined();
    expect(renderer.requested).toHaveLength(2);
    renderer.requested.forEach(({ end }) => end(1));
    await Promise.all(waiting);
  });

  it('does not displace pictures, however many there are', async () => {
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
