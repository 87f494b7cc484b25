import { describe, expect, it } from '@jest/globals';
import { RenderQueueTimeoutError } from './rendering.errors.js';
import { Places } from './places.js';

const NEVER = 600_000;

/** A picture whose drawing lasts until it is told to end. */
function picture(): { draw: () => Promise<string>; end: () => void; begun: () => boolean } {
  let begun = false;
  let end = () => {};
  const ended = new Promise<string>((resolve) => {
    end = () => resolve('drawn');
  });
  const draw = () => {
    begun = true;
    return ended;
  };
  return { draw, end, begun: () => begun };
}

describe('places where pictures are drawn', () => {
  it('are given in the order of asking', async () => {
    const places = new Places(1, NEVER);
    const [first, second] = [picture(), picture()];
    const drawn = [places.draw(first.draw), places.draw(second.draw)];

    expect([places.busy, second.begun()]).toEqual([1, false]);
    first.end();
    second.end();
    expect(await Promise.all(drawn)).toEqual(['drawn', 'drawn']);
    expect([places.busy, second.begun()]).toEqual([0, true]);
  });

  it('are not waited for longer than may be, and whoever left is passed over', async () => {
    const places = new Places(1, 20);
    const [first, late, later, next] = [picture(), picture(), picture(), picture()];
    const drawn = places.draw(first.draw);
    const gone = await Promise.allSettled([places.draw(late.draw), places.draw(later.draw)]);
    const drawnNext = places.draw(next.draw);
    first.end();
    next.end();

    const refusal: unknown = expect.any(RenderQueueTimeoutError);
    expect(gone).toEqual(gone.map(() => ({ status: 'rejected', reason: refusal })));
    expect(await Promise.all([drawn, drawnNext])).toEqual(['drawn', 'drawn']);
    expect([places.busy, late.begun(), later.begun()]).toEqual([0, false, false]);
  });

  it('are kept for as long as drawing takes', async () => {
    const places = new Places(1, 1);
    const slow = picture();
    const drawn = places.draw(slow.draw);
    // Later than its own wait would have been over: timers of the same process go off in their order.
    await expect(places.draw(picture().draw)).rejects.toThrow(/waited 1 ms to be drawn/);
    slow.end();

    expect(await drawn).toBe('drawn');
  });
});
