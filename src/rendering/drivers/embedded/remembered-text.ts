import type { SKRSContext2D } from '@napi-rs/canvas';
import { fontOf } from './font-property.js';

type Metrics = ReturnType<SKRSContext2D['measureText']>;

// Labels come again from picture to picture, numbers do not: about what some hundred charts measure.
const MAX_REMEMBERED = 4096;
const LONGEST_REMEMBERED = 64;

const widths = new Map<string, number>();

/**
 * Spares a context what it was told or asked before: Chart.js sets the font some sixty times for a chart that
 * draws twenty texts, and measures each label anew in every picture. Each time the canvas reads the font's CSS
 * or shapes the text again.
 */
export function rememberText(context: SKRSContext2D): void {
  const setFont = rememberFont(context);
  const fillText = context.fillText.bind(context);
  const strokeText = context.strokeText.bind(context);
  const measureText = context.measureText.bind(context);
  const measure = (text: string) => {
    setFont();
    return measureText(text);
  };
  context.fillText = (...text) => {
    setFont();
    fillText(...text);
  };
  context.strokeText = (...text) => {
    setFont();
    strokeText(...text);
  };
  context.measureText = (text) => {
    if (text.length > LONGEST_REMEMBERED) return measure(text);
    const key = `${context.font}\n${text}`;
    const width = widths.get(key) ?? remember(key, measure(text).width);
    return metricsOf(width, () => measure(text));
  };
}

/**
 * Lets a font be set without telling the canvas.
 *
 * @returns tells it, before something is done with the font
 */
function rememberFont(context: SKRSContext2D): () => void {
  const font = fontOf(context);
  const save = context.save.bind(context);
  const restore = context.restore.bind(context);
  const saved: { wanted: string; told: string }[] = [];
  let wanted = font.get();
  let told = wanted;

  Object.defineProperty(context, 'font', {
    configurable: true,
    get: () => wanted,
    set: (value: string) => void (wanted = value),
  });
  context.save = () => {
    saved.push({ wanted, told });
    save();
  };
  context.restore = () => {
    ({ wanted, told } = saved.pop() ?? { wanted, told });
    restore();
  };
  return () => {
    if (told !== wanted) font.set(wanted);
    told = wanted;
  };
}

function remember(key: string, width: number): number {
  if (widths.size >= MAX_REMEMBERED) widths.clear();
  widths.set(key, width);
  return width;
}

/** Metrics whose width is known; whatever else is asked for, which is seldom, is measured. */
function metricsOf(width: number, measure: () => Metrics): Metrics {
  return new Proxy({ width } as Metrics, {
    get: (known, name: keyof Metrics) => (name === 'width' ? known.width : measure()[name]),
  });
}
