import type { Page } from 'playwright-core';

/** Counts from now on the changes and the frames at which the page has no picture that is ready to be shown. */
export async function watchForGaps(page: Page): Promise<void> {
  await page.evaluate(() => {
    const counts = { gaps: 0, frames: 0, changes: 0 };
    const look = () => {
      const picture = document.querySelector<HTMLImageElement>('img.chart');
      if (picture === null || !picture.complete || picture.naturalWidth === 0) counts.gaps += 1;
      document.body.dataset['gaps'] = JSON.stringify(counts);
    };
    const everyFrame = () => {
      counts.frames += 1;
      look();
      requestAnimationFrame(everyFrame);
    };
    new MutationObserver(() => {
      counts.changes += 1;
      look();
    }).observe(document.querySelector('#content')!, { childList: true, subtree: true });
    requestAnimationFrame(everyFrame);
  });
}

/** How many gaps there were, and whether frames and changes were looked at since. */
export async function gapsOf(page: Page): Promise<{ gaps: number; looked: boolean }> {
  const text = await page.evaluate(() => document.body.dataset['gaps']);
  const { gaps, frames, changes } = JSON.parse(text ?? '{}') as Record<string, number>;
  return { gaps: gaps ?? NaN, looked: Number(frames) > 0 && Number(changes) > 0 };
}
