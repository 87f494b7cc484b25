import { inflateSync } from 'node:zlib';

/** What a PDF of one page contains. */
export interface PdfPage {
  /** `[left bottom right top]`, in points. */
  readonly mediaBox: readonly number[];
  /** Fill and stroke colours as `#rrggbb`. */
  readonly colors: ReadonlySet<string>;
  /** Number of painted paths, and of pieces of text. */
  readonly paths: number;
  readonly texts: number;
  readonly fonts: number;
}

/**
 * Reads the structure of a PDF, and the instructions of its page.
 *
 * @throws Error when it is truncated or has no page
 * @see ISO 32000-1, section 7.5 (file structure), 8.5.3 and 8.6.8 (painting, colours), 9.4.3 (text)
 */
export function readPdf(bytes: Buffer): PdfPage {
  const pdf = bytes.toString('latin1');
  if (!/^%PDF-1\.\d/.test(pdf) || !/startxref\s+\d+\s+%%EOF\s*$/.test(pdf)) throw new Error('no whole PDF');
  const boxes = [...pdf.matchAll(/\/MediaBox \[([^\]]*)\]/g)].map(([, box = '']) => box);
  if (boxes.length !== 1) throw new Error(`a PDF of ${boxes.length} pages`);
  const content = contentOf(pdf);
  const count = (operator: RegExp) => content.match(operator)?.length ?? 0;
  return {
    mediaBox: boxes[0]!.trim().split(/\s+/).map(Number),
    colors: new Set(Array.from(content.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b/g), hexOf)),
    paths: count(/\s(?:f\*?|S|B\*?)\n/g),
    texts: count(/\sT[jJ]\b/g),
    fonts: pdf.match(/\/BaseFont \//g)?.length ?? 0,
  };
}

/** The uncompressed instructions of the page and of the forms that it uses. */
function contentOf(pdf: string): string {
  const streams = pdf.matchAll(/<<([^]*?)>> stream\n/g);
  return Array.from(streams, (stream) => {
    const [whole, dictionary = ''] = stream;
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1]);
    // Fonts and their descriptions are streams too.
    if (/\/Length1|\/Subtype|\/CIDInit/.test(dictionary) && !/\/Form/.test(dictionary)) return '';
    const start = stream.index + whole.length;
    const packed = Buffer.from(pdf.slice(start, start + length), 'latin1');
    return dictionary.includes('/FlateDecode') ? inflateSync(packed).toString('latin1') : '';
  }).join('\n');
}

function hexOf([, ...channels]: RegExpMatchArray): string {
  const bytes = channels.map((channel) => Math.round(Number(channel) * 255));
  return `#${Buffer.from(bytes).toString('hex')}`;
}
