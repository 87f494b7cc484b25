/** A colour: red, green and blue from 0 to 255, alpha from 0 to 1. */
export interface Rgba {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

/**
 * Reads a CSS colour as the canvas does: it knows names, `#` notations, `rgb()` and `hsl()` in both notations, and
 * ignores what follows the colour.
 *
 * @returns undefined for what the canvas ignores, such as `hwb()` and system colours
 * @see CSS Color Module Level 4, sections 5 and 7
 */
export function parseColor(text: string): Rgba | undefined {
  const css = text.replace(/\/\*.*?\*\//gs, '').trimStart();
  const [, hash] = /^#([\da-f]+)(?![\w-])/i.exec(css) ?? [];
  if (hash !== undefined) return ofHash(hash);
  const [, name, open, inside = ''] = /^([a-z]+)(?![\w-])(\()?([^)]*)/i.exec(css) ?? [];
  if (name === undefined) return undefined;
  if (open === undefined) return ofName(name.toLowerCase());
  if (/^rgba?$/i.test(name)) return ofRgb(partsOf(inside));
  return /^hsla?$/i.test(name) ? ofHsl(partsOf(inside)) : undefined;
}

function ofHash(digits: string): Rgba | undefined {
  if (![3, 4, 6, 8].includes(digits.length)) return undefined;
  const long = digits.length <= 4 ? digits.replace(/./g, '$&$&') : digits;
  const [red = 0, green = 0, blue = 0, alpha = 255] = (long.match(/../g) ?? []).map((hex) =>
    parseInt(hex, 16),
  );
  return { red, green, blue, alpha: alpha / 255 };
}

function ofName(name: string): Rgba | undefined {
  if (name === 'transparent') return { red: 0, green: 0, blue: 0, alpha: 0 };
  const hash = NAMED.get(name);
  return hash === undefined ? undefined : ofHash(hash);
}

/** Three components and alpha; `isLegacy` with commas. */
interface Parts {
  readonly components: readonly [string, string, string];
  readonly alpha: string;
  readonly isLegacy: boolean;
}

function partsOf(inside: string): Parts | undefined {
  const isLegacy = inside.includes(',');
  const [body = '', alpha, ...others] = isLegacy ? [inside] : inside.split('/');
  const parts = isLegacy ? body.split(',').map((part) => part.trim()) : body.trim().split(/\s+/);
  const [first = '', second = '', third = '', fourth] = parts;
  if (others.length > 0 || parts.length > (isLegacy ? 4 : 3)) return undefined;
  return { components: [first, second, third], alpha: (isLegacy ? fourth : alpha?.trim()) ?? '1', isLegacy };
}

const NUMBER = String.raw`[+-]?(?:\d*\.)?\d+(?:e[+-]?\d+)?`;
const NUMBER_OR_PERCENTAGE = new RegExp(`^(${NUMBER})(%?)$`, 'i');
const HUE = new RegExp(`^(${NUMBER})(deg|grad|rad|turn)?$`, 'i');

const DEGREES_OF: ReadonlyMap<string, number> = new Map([
  ['deg', 1],
  ['grad', 0.9],
  ['rad', 180 / Math.PI],
  ['turn', 360],
]);

/** A number or a percentage; NaN for anything else. A missing component, `none`, counts as 0. */
function valueOf(text: string, wholeOfPercent: number, isLegacy: boolean): number {
  if (!isLegacy && /^none$/i.test(text)) return 0;
  const [, number, percent] = NUMBER_OR_PERCENTAGE.exec(text) ?? [];
  if (number === undefined) return NaN;
  return percent === '%' ? (Number(number) * wholeOfPercent) / 100 : Number(number);
}

function clamped(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}

function ofRgb(parts: Parts | undefined): Rgba | undefined {
  if (parts === undefined) return undefined;
  const { components, isLegacy } = parts;
  const percentages = components.filter((component) => component.endsWith('%')).length;
  if (isLegacy && percentages !== 0 && percentages !== components.length) return undefined;
  const [red, green, blue] = components.map((component) => clamped(valueOf(component, 255, isLegacy), 255));
  return checked(red, green, blue, parts);
}

function ofHsl(parts: Parts | undefined): Rgba | undefined {
  if (parts === undefined) return undefined;
  const [hue, ...others] = parts.components;
  if (!others.every((other) => other.endsWith('%') || /^none$/i.test(other))) return undefined;
  const [saturation = NaN, lightness = NaN] = others.map((other) =>
    clamped(valueOf(other, 100, parts.isLegacy) / 100, 1),
  );
  const degrees = degreesOf(hue, parts.isLegacy);
  // CSS Color Module Level 4, section 7.1, "Converting HSL colors to sRGB colors"
  const channel = (n: number) => {
    const k = (((n + degrees / 30) % 12) + 12) % 12;
    return (
      255 *
      (lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1)))
    );
  };
  // The canvas draws a missing alpha as opaque here, and as transparent in `rgb`.
  const alpha = !parts.isLegacy && /^none$/i.test(parts.alpha) ? '1' : parts.alpha;
  return checked(channel(0), channel(8), channel(4), { ...parts, alpha });
}

function degreesOf(hue: string, isLegacy: boolean): number {
  if (!isLegacy && /^none$/i.test(hue)) return 0;
  const [, number, unit = 'deg'] = HUE.exec(hue) ?? [];
  return number === undefined ? NaN : Number(number) * (DEGREES_OF.get(unit.toLowerCase()) ?? NaN);
}

function checked(red = NaN, green = NaN, blue = NaN, { alpha: text, isLegacy }: Parts): Rgba | undefined {
  const alpha = clamped(valueOf(text, 1, isLegacy), 1);
  return [red, green, blue, alpha].some(Number.isNaN) ? undefined : { red, green, blue, alpha };
}

/** @see CSS Color Module Level 4, section 6.1, "Named Colors" */
const NAMED: ReadonlyMap<string, string> = new Map(
  `
    aliceblue f0f8ff, antiquewhite faebd7, aqua 00ffff, aquamarine 7fffd4, azure f0ffff, beige f5f5dc,
    bisque ffe4c4, black 000000, blanchedalmond ffebcd, blue 0000ff, blueviolet 8a2be2, brown a52a2a,
    burlywood deb887, cadetblue 5f9ea0, chartreuse 7fff00, chocolate d2691e, coral ff7f50,
    cornflowerblue 6495ed, cornsilk fff8dc, crimson dc143c, cyan 00ffff, darkblue 00008b, darkcyan 008b8b,
    darkgoldenrod b8860b, darkgray a9a9a9, darkgreen 006400, darkgrey a9a9a9, darkkhaki bdb76b,
    darkmagenta 8b008b, darkolivegreen 556b2f, darkorange ff8c00, darkorchid 9932cc, darkred 8b0000,
    darksalmon e9967a, darkseagreen 8fbc8f, darkslateblue 483d8b, darkslategray 2f4f4f, darkslategrey 2f4f4f,
    darkturquoise 00ced1, darkviolet 9400d3, deeppink ff1493, deepskyblue 00bfff, dimgray 696969,
    dimgrey 696969, dodgerblue 1e90ff, firebrick b22222, floralwhite fffaf0, forestgreen 228b22,
    fuchsia ff00ff, gainsboro dcdcdc, ghostwhite f8f8ff, gold ffd700, goldenrod daa520, gray 808080,
    green 008000, greenyellow adff2f, grey 808080, honeydew f0fff0, hotpink ff69b4, indianred cd5c5c,
    indigo 4b0082, ivory fffff0, khaki f0e68c, lavender e6e6fa, lavenderblush fff0f5, lawngreen 7cfc00,
    lemonchiffon fffacd, lightblue add8e6, lightcoral f08080, lightcyan e0ffff, lightgoldenrodyellow fafad2,
    lightgray d3d3d3, lightgreen 90ee90, lightgrey d3d3d3, lightpink ffb6c1, lightsalmon ffa07a,
    lightseagreen 20b2aa, lightskyblue 87cefa, lightslategray 778899, lightslategrey 778899,
    lightsteelblue b0c4de, lightyellow ffffe0, lime 00ff00, limegreen 32cd32, linen faf0e6, magenta ff00ff,
    maroon 800000, mediumaquamarine 66cdaa, mediumblue 0000cd, mediumorchid ba55d3, mediumpurple 9370db,
    mediumseagreen 3cb371, mediumslateblue 7b68ee, mediumspringgreen 00fa9a, mediumturquoise 48d1cc,
    mediumvioletred c71585, midnightblue 191970, mintcream f5fffa, mistyrose ffe4e1, moccasin ffe4b5,
    navajowhite ffdead, navy 000080, oldlace fdf5e6, olive 808000, olivedrab 6b8e23, orange ffa500,
    orangered ff4500, orchid da70d6, palegoldenrod eee8aa, palegreen 98fb98, paleturquoise afeeee,
    palevioletred db7093, papayawhip ffefd5, peachpuff ffdab9, peru cd853f, pink ffc0cb, plum dda0dd,
    powderblue b0e0e6, purple 800080, rebeccapurple 663399, red ff0000, rosybrown bc8f8f, royalblue 4169e1,
    saddlebrown 8b4513, salmon fa8072, sandybrown f4a460, seagreen 2e8b57, seashell fff5ee, sienna a0522d,
    silver c0c0c0, skyblue 87ceeb, slateblue 6a5acd, slategray 708090, slategrey 708090, snow fffafa,
    springgreen 00ff7f, steelblue 4682b4, tan d2b48c, teal 008080, thistle d8bfd8, tomato ff6347,
    turquoise 40e0d0, violet ee82ee, wheat f5deb3, white ffffff, whitesmoke f5f5f5, yellow ffff00,
    yellowgreen 9acd32
  `
    .split(',')
    .map((entry) => entry.trim().split(' ') as [string, string]),
);
