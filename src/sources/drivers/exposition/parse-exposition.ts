import type { Sample } from '../../metrics-source.port.js';
import { ExpositionError } from './line-scanner.js';
import { sampleIn } from './sample-line.js';
import type { TextDialect } from './text-dialects.js';

const LONGEST_LINE = 64 * 1024;
const MOST_SAMPLES = 50_000;

const DESCRIPTION = /^# (TYPE|HELP|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*)(?: (.*))?$/;
const LAX_DESCRIPTION = /^[ \t]*#[ \t]+(TYPE|HELP)[ \t]+([a-zA-Z_:][a-zA-Z0-9_:]*)(?:[ \t]+(.*))?$/;

/** What an address tells: samples in their order, and the type of each family that names one. */
export interface Exposition {
  readonly samples: readonly Sample[];
  readonly types: ReadonlyMap<string, string>;
}

/**
 * Reads the text of a `/metrics` address, line by line, in time that grows with its length alone.
 *
 * @throws ExpositionError naming the first line that breaks the format
 */
export function parseExposition(text: string, dialect: TextDialect): Exposition {
  const samples: Sample[] = [];
  const types = new Map<string, string>();
  const seen = new Set<string>();
  let number = 0;
  let ended = false;
  for (const line of linesOf(text)) {
    number += 1;
    if (ended) throw new ExpositionError(`Expected nothing behind ${dialect.end}`, number);
    if (line.length > LONGEST_LINE) {
      throw new ExpositionError(`Expected at most ${LONGEST_LINE} characters`, number);
    }
    if (line === dialect.end) ended = true;
    else if (/^[ \t]*(#|$)/.test(line)) describe(line);
    else takeSample(line);
  }
  if (dialect.end !== undefined && !ended) {
    throw new ExpositionError(`Expected ${dialect.end} at the end`, number);
  }
  return { samples, types };

  function takeSample(line: string): void {
    const sample = sampleIn(line, number, dialect);
    if (samples.length === MOST_SAMPLES) {
      throw new ExpositionError(`Expected at most ${MOST_SAMPLES} samples`, number);
    }
    samples.push(sample);
    seen.add(sample.name);
  }

  function describe(line: string): void {
    const [, keyword, name = '', words = ''] =
      (dialect.isLax ? LAX_DESCRIPTION : DESCRIPTION).exec(line) ?? [];
    if (keyword === undefined) {
      // In the older format whatever else begins with # is a comment.
      const isBroken = !dialect.isLax || /^[ \t]*#[ \t]+TYPE\b/.test(line);
      if (isBroken) throw new ExpositionError('Expected a sample, or # TYPE, # HELP or # UNIT', number);
      return;
    }
    if (keyword !== 'TYPE') return;
    const type = words.trim();
    if (!dialect.types.has(type)) {
      const what = [...dialect.types].join(', ');
      throw new ExpositionError(`Expected the type of ${name} to be one of ${what}`, number);
    }
    if (types.has(name)) throw new ExpositionError(`Expected no second type of ${name}`, number);
    if (seen.has(name)) throw new ExpositionError(`Expected the type of ${name} before its samples`, number);
    types.set(name, type);
  }
}

/** The lines of a text, one by one; the newline at its end begins no other. */
function* linesOf(text: string): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    yield text.slice(start, end);
    start = end + 1;
  }
}
