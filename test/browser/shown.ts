import type { Page } from 'playwright-core';

/** What a page shows at a moment. */
export interface Shown {
  readonly source: string;
  readonly description: string;
  readonly widthPx: number;
  readonly rows: readonly (readonly [name: string, value: string])[];
}

export function shown(page: Page): Promise<Shown> {
  return page.evaluate(() => {
    const picture = document.querySelector<HTMLImageElement>('img.chart');
    return {
      source: picture?.src ?? '',
      description: picture?.alt ?? '',
      widthPx: picture?.naturalWidth ?? 0,
      rows: [...document.querySelectorAll('tbody tr')].map(
        (row) =>
          [row.querySelector('th')?.textContent ?? '', row.querySelector('td')?.textContent ?? ''] as const,
      ),
    };
  });
}

/** The bars of a picture by name, from its description: "Bar chart: FailRatio 0.22, FailAmount 20, …". */
export function describedBars({ description }: Shown): Record<string, string> {
  const bars = [...description.matchAll(/(\w+) (\d+(?:\.\d+)?)(?=, |\.$)/g)];
  return Object.fromEntries(bars.map(([, name, value]) => [name!, value!]));
}

/** Resolves when the page shows another picture. */
export async function shownAfter(page: Page, before: Shown): Promise<Shown> {
  await page.waitForFunction(
    (source) => {
      const picture = document.querySelector<HTMLImageElement>('img.chart');
      return picture !== null && picture.src !== source;
    },
    before.source,
    { timeout: 60_000 },
  );
  return shown(page);
}

/**
 * Decodes the picture in the browser and measures its bars.
 *
 * @param colours - of the bars, as `#rrggbb`
 * @returns the height of each colour's bar in pixels: the most pixels of that colour in a column
 */
export function barHeights(page: Page, colours: readonly string[]): Promise<number[]> {
  return page.evaluate((wanted) => {
    const picture = document.querySelector<HTMLImageElement>('img.chart')!;
    const canvas = document.createElement('canvas');
    const { naturalWidth: width, naturalHeight: height } = picture;
    Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d')!;
    context.drawImage(picture, 0, 0);
    const pixels = new DataView(context.getImageData(0, 0, width, height).data.buffer);
    return wanted.map((colour) => {
      const opaque = Number.parseInt(`${colour.slice(1)}ff`, 16);
      const columns = new Array<number>(width).fill(0);
      for (let index = 0; index < width * height; index += 1) {
        if (pixels.getUint32(index * 4) === opaque) columns[index % width]! += 1;
      }
      return Math.max(...columns);
    });
  }, colours);
}
