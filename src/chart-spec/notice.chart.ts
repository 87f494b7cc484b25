import type { ChartSpec } from './chart-spec.js';
import { fitText, wrapText } from './fit-text.js';
import { FONT_SIZE_PX, INK, LINE_HEIGHT, MARGIN_PX, PICTURE_HEIGHT_PX, PICTURE_WIDTH_PX } from './theme.js';

const MAX_LINES = 10;
const GAP_PX = 20;

/** What a notice says: what is the matter in a few words, and sentences on what happened. */
export interface Notice {
  readonly title: string;
  readonly lines: readonly string[];
}

/** A picture of words, for when there is nothing to draw: no axes, no bars. */
export function noticeChart({ title, lines }: Notice): ChartSpec {
  const widthPx = PICTURE_WIDTH_PX - MARGIN_PX.left - MARGIN_PX.right;
  const heading = fitText(title, widthPx / FONT_SIZE_PX.noticeTitle);
  const body = lines
    .flatMap((line) => wrapText(line, widthPx / FONT_SIZE_PX.noticeLine, MAX_LINES))
    .slice(0, MAX_LINES);

  const textHeightPx =
    LINE_HEIGHT * (FONT_SIZE_PX.noticeTitle + body.length * FONT_SIZE_PX.noticeLine) + GAP_PX;

  return {
    config: {
      type: 'bar',
      data: { datasets: [] },
      options: {
        scales: { x: { display: false }, y: { display: false } },
        plugins: {
          title: {
            display: true,
            text: heading,
            color: INK.failure,
            font: { size: FONT_SIZE_PX.noticeTitle, weight: 'normal', lineHeight: LINE_HEIGHT },
            padding: { top: (PICTURE_HEIGHT_PX - textHeightPx) / 2, bottom: GAP_PX },
          },
          subtitle: {
            display: true,
            text: body,
            color: INK.text,
            font: { size: FONT_SIZE_PX.noticeLine, weight: 'normal', lineHeight: LINE_HEIGHT },
          },
        },
      },
    },
    background: INK.background,
    title: heading,
    description: body.join(' '),
  };
}
