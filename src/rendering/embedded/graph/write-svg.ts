import {
  AUTO_STYLE,
  type GraphColor,
  colorClass,
  graphColors,
} from '../../../chart-spec/graph/graph-colors.js';
import type { GraphSpec, GraphTheme } from '../../../chart-spec/graph/graph-spec.js';
import { FONT_FAMILY } from '../text.js';
import { escapeXml } from '../xml.js';
import { type Size, tenths } from './geometry.js';
import type { GroupShape, PathShape, Scene, Shape, TextShape } from './scene.js';

/**
 * Writes a scene as SVG with text as text, links, and words for readers who cannot see it.
 *
 * All styles are attributes, and there are no ids, so that it can be part of a page with a strict policy. The theme
 * `auto` adds one constant style sheet, `AUTO_STYLE`.
 */
export function sceneSvg(
  scene: Scene,
  { graph, title, description }: GraphSpec,
  { widthPx, heightPx }: Size,
): string {
  const paint = painter(graph.theme);
  const font = `${FONT_FAMILY}, sans-serif`.replaceAll('"', "'");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}"`,
    ` viewBox="0 0 ${scene.widthPx} ${scene.heightPx}" role="group" font-family="${font}">`,
    `<title>${escapeXml(title)}</title><desc>${escapeXml(description)}</desc>`,
    graph.theme === 'auto' ? `<style>${AUTO_STYLE}</style>` : '',
    `<rect width="100%" height="100%"${paint({ fill: 'background' })}/>`,
    ...scene.shapes.map((shape) => shapeSvg(shape, paint)),
    '</svg>',
  ].join('');
}

interface Colors {
  readonly fill?: GraphColor | undefined;
  readonly stroke?: GraphColor | undefined;
}

/** Writes the attributes for the colours of a shape. */
type Paint = (colors: Colors) => string;

function painter(theme: GraphTheme): Paint {
  const values = graphColors(theme);
  return ({ fill, stroke }) => {
    const fillValue = fill === undefined ? 'none' : values[fill];
    const strokeText = stroke === undefined ? '' : ` stroke="${values[stroke]}"`;
    return ` fill="${fillValue}"${strokeText}${theme === 'auto' ? classes({ fill, stroke }) : ''}`;
  };
}

function classes({ fill, stroke }: Colors): string {
  const names = [fill && colorClass('fill', fill), stroke && colorClass('stroke', stroke)].filter(Boolean);
  return ` class="${names.join(' ')}"`;
}

function shapeSvg(shape: Shape, paint: Paint): string {
  switch (shape.kind) {
    case 'path':
      return pathSvg(shape, paint);
    case 'text':
      return textSvg(shape, paint);
    case 'group':
      return groupSvg(shape, paint);
  }
}

function pathSvg({ d, fill, stroke, strokePx, dashPx }: PathShape, paint: Paint): string {
  const width = strokePx === undefined ? '' : ` stroke-width="${strokePx}"`;
  const dash = dashPx === undefined ? '' : ` stroke-dasharray="${dashPx.join(' ')}"`;
  return `<path d="${d}"${paint({ fill, stroke })}${width}${dash}/>`;
}

function textSvg({ text, x, y, sizePx, weight, anchor, fill }: TextShape, paint: Paint): string {
  const place = `x="${tenths(x)}" y="${tenths(y)}"${anchor === 'middle' ? ' text-anchor="middle"' : ''}`;
  const font = `font-size="${sizePx}"${weight === 400 ? '' : ` font-weight="${weight}"`}`;
  return `<text ${place} ${font}${paint({ fill })}>${escapeXml(text)}</text>`;
}

function groupSvg({ title, description, href, shapes }: GroupShape, paint: Paint): string {
  const words = `<title>${escapeXml(`${title}: ${description}`)}</title>`;
  const content = words + shapes.map((shape) => shapeSvg(shape, paint)).join('');
  if (href === undefined || !isRelative(href)) return `<g>${content}</g>`;
  return `<a href="${escapeXml(href).replaceAll('"', '&quot;')}">${content}</a>`;
}

/** Whether an address stays on the host that sent the picture, and runs no script. */
function isRelative(href: string): boolean {
  const base = 'http://host.invalid/';
  return URL.canParse(href, base) && new URL(href, base).origin === new URL(base).origin;
}
