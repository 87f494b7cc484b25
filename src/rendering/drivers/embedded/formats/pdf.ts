import type { RenderRequest } from '../../../chart-renderer.port.js';
import { createPdfPage } from '../canvas.js';
import { drawChart } from '../draw-chart.js';

/** Draws one page of vectors, on which the text can be selected; one pixel of CSS is one point. */
export function drawPdf(request: RenderRequest): Uint8Array {
  const page = createPdfPage(request.widthPx, request.heightPx, request.spec.title);
  return new Uint8Array(drawChart(page, { ...request, pixelRatio: 1 }, () => page.close()));
}
