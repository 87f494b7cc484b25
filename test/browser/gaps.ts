import type { Page } from 'playwright-core';

/** Starts to count the changes and frames in which the page has no picture that is ready to be shown. */
export async function watchForGaps(page: Page): Promise<void> {
  await page.evaluate(() => {
    const counts = { gaps: 0, frames: 0, changes: 0 };
    const check = () => {
      const picture = document.querySelector<HTMLImageElement>('img.chart');
      if (picture === null || !picture.complete || picture.naturalWidth === 0) counts.gaps += 1;
      document.body.dataset['gaps'] = JSON.stringify(counts);
    };
    const everyFrame = () => {
      counts.frames += 1;
      check();
      requestAnimationFrame(everyFrame);
    };
    new MutationObserver(() => {
      counts.changes += 1;
      check();
    }).observe(document.querySelector('#content')!, { childList: true, subtree: true });
    requestAnimationFrame(everyFrame);
  });
}

/** The number of gaps, and whether any frames and changes were checked. */
export async function gapsOf(page: Page): Promise<{ gaps: number; checked: boolean }> {
  const text = await page.evaluate(() => document.body.dataset['gaps']);
  const { gaps, frames, changes } = JSON.parse(text ?? '{}') as Record<string, number>;
  return { gaps: gaps ?? NaN, checked: Number(frames) > 0 && Number(changes) > 0 };
}
