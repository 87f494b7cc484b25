import { Path2D, type SKRSContext2D } from '@napi-rs/canvas';
import { graphColors } from '../../../chart-spec/graph/graph-colors.js';
import type { GraphSpec } from '../../../chart-spec/graph/graph-spec.js';
import type { Sheet } from '../canvas.js';
import { pictureLanguage } from '../fonts/han-language.js';
import { textsIn } from '../fonts/texts.js';
import type { PathShape, Scene, Shape, TextShape } from './scene.js';

type Colors = ReturnType<typeof graphColors>;

/**
 * Draws a scene, scaled to the whole sheet.
 *
 * @param take - reads the picture from the sheet, which has it only during this call
 * @returns what `take` returned
 */
export function paintScene<T>(sheet: Sheet, scene: Scene, spec: GraphSpec, take: () => T): T {
  const context = sheet.getContext('2d');
  const colors = graphColors(spec.graph.theme);
  context.save();
  context.lang = pictureLanguage(textsIn(spec));
  try {
    context.fillStyle = colors.background;
    context.fillRect(0, 0, sheet.width, sheet.height);
    context.scale(sheet.width / scene.widthPx, sheet.height / scene.heightPx);
    for (const shape of scene.shapes) paint(context, shape, colors);
    return take();
  } finally {
    context.restore();
  }
}

function paint(context: SKRSContext2D, shape: Shape, colors: Colors): void {
  switch (shape.kind) {
    case 'path':
      return paintPath(context, shape, colors);
    case 'text':
      return paintText(context, shape, colors);
    case 'group':
      return shape.shapes.forEach((part) => paint(context, part, colors));
  }
}

function paintPath(context: SKRSContext2D, shape: PathShape, colors: Colors): void {
  const path = new Path2D(shape.d);
  if (shape.fill !== undefined) {
    context.fillStyle = colors[shape.fill];
    context.fill(path);
  }
  if (shape.stroke === undefined) return;
  context.strokeStyle = colors[shape.stroke];
  context.lineWidth = shape.strokePx ?? 1;
  context.setLineDash([...(shape.dashPx ?? [])]);
  context.stroke(path);
}

function paintText(context: SKRSContext2D, shape: TextShape, colors: Colors): void {
  context.fillStyle = colors[shape.fill];
  context.font = `${shape.weight} ${shape.sizePx}px sans-serif`;
  context.textAlign = shape.anchor === 'middle' ? 'center' : 'left';
  context.fillText(shape.text, shape.x, shape.y);
}
