import { OKABE_ITO, inkOf } from '../theme.js';
import type { GraphTheme, Health } from './graph-spec.js';

/** What a shape of a graph is for; each theme has its colour. */
export type GraphColor = 'background' | 'text' | 'quietText' | 'line' | 'box' | Health;

type Colors = Readonly<Record<GraphColor, string>>;

// Darker than the palette on white, for a contrast of at least 3:1 (WCAG 2.2, criterion 1.4.11).
const LIGHT_HEALTH = { healthy: '#00825E', degraded: '#A66F00', failing: '#BF4A00', idle: '#80868B' };
const DARK_HEALTH = {
  healthy: '#1FB58A',
  degraded: OKABE_ITO.orange,
  failing: '#FF7A33',
  idle: '#80868B',
};

const COLORS: Readonly<Record<'light' | 'dark', Colors>> = {
  light: { ...colorsOf('light'), box: '#F8F9FA', ...LIGHT_HEALTH },
  dark: { ...colorsOf('dark'), box: '#22252A', ...DARK_HEALTH },
};

function colorsOf(theme: 'light' | 'dark') {
  const { background, text, quietText, axis } = inkOf({ theme });
  return { background, text, quietText, line: axis };
}

/** The colours of a theme; of `auto` those that apply where the reader's system is not asked. */
export function graphColors(theme: GraphTheme): Colors {
  return COLORS[theme === 'dark' ? 'dark' : 'light'];
}

/** The class of a shape in an SVG with the theme `auto`. */
export function colorClass(property: 'fill' | 'stroke', color: GraphColor): string {
  return `graph-${property}-${color}`;
}

/** The style sheet of an SVG with the theme `auto`; constant, so that a policy can allow it by its hash. */
export const AUTO_STYLE = `@media (prefers-color-scheme:dark){${Object.entries(COLORS.dark)
  .flatMap(([color, value]) =>
    (['fill', 'stroke'] as const).map(
      (property) => `.${colorClass(property, color as GraphColor)}{${property}:${value}}`,
    ),
  )
  .join('')}}`;
