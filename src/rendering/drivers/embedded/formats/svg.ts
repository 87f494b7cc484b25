import type { RenderRequest } from '../../../chart-renderer.port.js';
import { createVectorCanvas } from '../canvas.js';
import { drawChart } from '../draw-chart.js';

/** Draws vectors, text as outlines, and names them for people who cannot see them. */
export function drawSvg(request: RenderRequest): Uint8Array {
  const { spec, widthPx, heightPx } = request;
  const canvas = createVectorCanvas(widthPx, heightPx);
  const content = drawChart(canvas, { ...request, pixelRatio: 1 }, () =>
    canvas.getContent().toString('utf8'),
  );
  const body = content.slice(content.indexOf('>', content.indexOf('<svg')) + 1);

  return new TextEncoder().encode(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${widthPx}" height="${heightPx}"` +
      ` viewBox="0 0 ${widthPx} ${heightPx}" role="img">` +
      `<title>${escapeXml(spec.title)}</title><desc>${escapeXml(spec.description)}</desc>` +
      renumbered(rounded(body)),
  );
}

/** A hundredth of a pixel is finer than any screen, and less than half as long as what the canvas writes. */
function rounded(svg: string): string {
  return svg.replace(/-?\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100));
}

/** The canvas counts its names on from one picture to the next; the same picture must be the same bytes. */
function renumbered(svg: string): string {
  const names = new Map<string, string>();
  return svg.replace(/(id="|url\(#|href="#)(\w+)/g, (_, reference: string, name: string) => {
    const number = names.get(name) ?? `n${names.size}`;
    names.set(name, number);
    return reference + number;
  });
}

// XML 1.0 has no way to write control characters; all but tab and line ends are not allowed in any form.
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
