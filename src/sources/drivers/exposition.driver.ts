import { InvalidInputError, UpstreamError } from '../../platform/errors.js';
import {
  type MetricsDriver,
  type Question,
  type Reading,
  type Sample,
  onlyApplication,
  refuseUnsupported,
} from '../metrics-source.port.js';
import { type UpstreamAnswer, expectContent, expectOk } from '../upstream-answer.js';
import { type Budget, type UpstreamClient } from '../upstream-client.js';
import {
  type Exposition,
  type TextDialect,
  ExpositionError,
  OPENMETRICS,
  PROMETHEUS_TEXT,
  parseExposition,
} from './parse-exposition.js';

// What follows the name of a family in the names of its samples.
const SAMPLE_SUFFIX = /_(total|created|bucket|sum|count|gsum|gcount|info)$/;

// A single sample of these types, such as a bucket or a sum, means little on its own.
const COMPOSITE_TYPES: ReadonlySet<string> = new Set([
  'histogram',
  'gaugehistogram',
  'summary',
  'info',
  'stateset',
]);

const ACCEPT = `${OPENMETRICS.mediaType};version=1.0.0,${PROMETHEUS_TEXT.mediaType};version=0.0.4;q=0.5`;

/** Reads any endpoint that Prometheus can scrape. */
export class ExpositionDriver implements MetricsDriver {
  constructor(
    private readonly url: string,
    private readonly client: UpstreamClient,
  ) {}

  async read(question: Question, budget: Budget): Promise<Reading> {
    refuseUnsupported(question, 'exposition', ['metrics', 'app']);
    const { address, exposition } = await this.scrape(budget);
    const matching = { ...exposition, samples: onlyApplication(exposition.samples, question.app, address) };
    const samples = chooseSamples(matching, question.metrics);
    return { kind: 'samples', subject: question.metrics?.join(', ') ?? address, warnings: [], samples };
  }

  async check(budget: Budget): Promise<void> {
    await this.scrape(budget);
  }

  private async scrape(budget: Budget): Promise<{ address: string; exposition: Exposition }> {
    const answer = await this.client.get(new URL(this.url), ACCEPT, budget);
    expectOk(answer);
    const mediaType = expectContent(answer, OPENMETRICS.mediaType, PROMETHEUS_TEXT.mediaType);
    const dialect = mediaType === OPENMETRICS.mediaType ? OPENMETRICS : PROMETHEUS_TEXT;
    return { address: answer.address, exposition: parse(answer, dialect) };
  }
}

function parse({ address, body }: UpstreamAnswer, dialect: TextDialect): Exposition {
  try {
    return parseExposition(body, dialect);
  } catch (error) {
    if (!(error instanceof ExpositionError)) throw error;
    throw new UpstreamError(
      'shape',
      address,
      `${address} answered with invalid metrics: ${error.message}`,
      error,
    );
  }
}

/**
 * The samples of the named metrics or families; without names those that are meaningful on their own: gauges, counters
 * and untyped metrics.
 *
 * @throws InvalidInputError when a name has no samples
 */
function chooseSamples(
  { samples, types }: Exposition,
  names: readonly string[] | undefined,
): readonly Sample[] {
  if (names === undefined) {
    return samples.filter(
      ({ name }) => !isCreationTime(name) && !COMPOSITE_TYPES.has(typeOf(name, types) ?? ''),
    );
  }
  return names.flatMap((requested) => {
    const found = samples.filter(
      ({ name }) => name === requested || (familyOf(name, types) === requested && !isCreationTime(name)),
    );
    if (found.length > 0) return found;
    const sentence = `Expected metric to be an exposed metric or family but received ${JSON.stringify(requested)}`;
    throw InvalidInputError.of('metric', sentence);
  });
}

/** Whether a sample is the time at which a counter was created: in a chart it would dwarf all other values. */
function isCreationTime(name: string): boolean {
  return name.endsWith('_created');
}

function typeOf(name: string, types: Exposition['types']): string | undefined {
  return types.get(familyOf(name, types));
}

function familyOf(name: string, types: Exposition['types']): string {
  if (types.has(name)) return name;
  const family = name.replace(SAMPLE_SUFFIX, '');
  return types.has(family) ? family : name;
}
