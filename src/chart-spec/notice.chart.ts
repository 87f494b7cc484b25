import type { ChartSpec } from './chart-spec.js';
import { fitText, wrapText } from './fit-text.js';
import { FONT_SIZE_PX, INK, LINE_HEIGHT, MARGIN_PX, PICTURE_HEIGHT_PX, PICTURE_WIDTH_PX } from './theme.js';

const MAX_LINES = 10;
const GAP_PX = 20;

/** A short title, and sentences about what happened. */
interface Notice {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Size of an image in CSS pixels. */
export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

const DEFAULT_SIZE: Size = { widthPx: PICTURE_WIDTH_PX, heightPx: PICTURE_HEIGHT_PX };

/** An image with text only, for errors: no axes and no bars. */
export function noticeChart({ title, lines }: Notice, size: Size = DEFAULT_SIZE): ChartSpec {
  const scale = scaleFor(size);
  const titlePx = FONT_SIZE_PX.noticeTitle * scale;
  const linePx = FONT_SIZE_PX.noticeLine * scale;
  const gapPx = GAP_PX * scale;
  const widthPx = size.widthPx - (MARGIN_PX.left + MARGIN_PX.right) * scale;
  const bodyHeightPx = (size.heightPx - gapPx) / LINE_HEIGHT - titlePx;
  const maxLines = Math.min(MAX_LINES, Math.max(0, Math.floor(bodyHeightPx / linePx)));

  const heading = fitText(title, widthPx / titlePx);
  const body =
    maxLines === 0
      ? []
      : lines.flatMap((line) => wrapText(line, widthPx / linePx, maxLines)).slice(0, maxLines);

  const textHeightPx = LINE_HEIGHT * (titlePx + body.length * linePx) + gapPx;

  return {
    config: {
      type: 'bar',
      data: { datasets: [] },
      options: {
        scales: { x: { display: false }, y: { display: false } },
        plugins: {
          legend: { display: false },
          title: {
            display: true,
            text: heading,
            color: INK.failure,
            font: { size: titlePx, weight: 'normal', lineHeight: LINE_HEIGHT },
            padding: { top: Math.max(0, (size.heightPx - textHeightPx) / 2), bottom: gapPx },
          },
          subtitle: {
            display: true,
            text: body,
            color: INK.text,
            font: { size: linePx, weight: 'normal', lineHeight: LINE_HEIGHT },
          },
        },
      },
    },
    background: INK.background,
    title: heading,
    description: body.join(' '),
  };
}

/** Text shrinks less than the image: a sentence that is cut short is easier to read than one in tiny type. */
function scaleFor({ widthPx, heightPx }: Size): number {
  const smaller = Math.min(widthPx / PICTURE_WIDTH_PX, heightPx / PICTURE_HEIGHT_PX);
  return Math.sqrt(smaller);
}
