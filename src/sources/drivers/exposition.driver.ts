import { InvalidInputError, UpstreamError } from '../../platform/errors.js';
import { type MetricsDriver, ofApplication, refuseForeign } from '../metrics-driver.port.js';
import type { Question, Reading, Sample } from '../metrics-source.port.js';
import { type UpstreamAnswer, expectContent, expectOk } from '../upstream-answer.js';
import type { Budget, UpstreamClient } from '../upstream-client.js';
import { type Exposition, ExpositionError, parseExposition } from './parse-exposition.js';
import { OPENMETRICS, PROMETHEUS_TEXT } from './text-dialects.js';

// What a family's name has behind it in the names of its samples.
const ENDINGS = /_(total|created|bucket|sum|count|gsum|gcount|info)$/;

// One value of these says little by itself: a bucket, a sum, the time at which counting began, a label as text.
const PARTS: ReadonlySet<string> = new Set(['histogram', 'gaugehistogram', 'summary', 'info', 'stateset']);

/**
 * The samples of some metrics or families; without names those that say something by themselves: gauges, counters
 * and what has no type.
 *
 * @throws InvalidInputError when there is none of a name
 */
function chooseSamples(
  { samples, types }: Exposition,
  names: readonly string[] | undefined,
): readonly Sample[] {
  if (names === undefined) {
    return samples.filter(({ name }) => !isTime(name) && !PARTS.has(typeOf(name, types) ?? ''));
  }
  return names.flatMap((wanted) => {
    const found = samples.filter(
      ({ name }) => name === wanted || (familyOf(name, types) === wanted && !isTime(name)),
    );
    if (found.length > 0) return found;
    const sentence = `Expected metric to be one that is exposed but received ${JSON.stringify(wanted)}`;
    throw InvalidInputError.of('metric', sentence);
  });
}

/** Whether a sample tells when its counting began: as a value beside others it would dwarf all. */
function isTime(name: string): boolean {
  return name.endsWith('_created');
}

function typeOf(name: string, types: Exposition['types']): string | undefined {
  return types.get(familyOf(name, types));
}

function familyOf(name: string, types: Exposition['types']): string {
  if (types.has(name)) return name;
  const family = name.replace(ENDINGS, '');
  return types.has(family) ? family : name;
}

const ACCEPT = `${OPENMETRICS.mediaType};version=1.0.0,${PROMETHEUS_TEXT.mediaType};version=0.0.4;q=0.5`;

/** Reads any address that is made for Prometheus to scrape. */
export class ExpositionDriver implements MetricsDriver {
  constructor(
    private readonly url: string,
    private readonly client: UpstreamClient,
  ) {}

  async read(question: Question, budget: Budget): Promise<Reading> {
    refuseForeign(question, 'exposition', ['metrics', 'app']);
    const { address, exposition } = await this.scrape(budget);
    const own = { ...exposition, samples: ofApplication(exposition.samples, question.app, address) };
    const samples = chooseSamples(own, question.metrics);
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
    return { address: answer.address, exposition: parsed(answer, dialect) };
  }
}

function parsed({ address, body }: UpstreamAnswer, dialect: typeof OPENMETRICS): Exposition {
  try {
    return parseExposition(body, dialect);
  } catch (error) {
    if (!(error instanceof ExpositionError)) throw error;
    throw new UpstreamError(
      'shape',
      address,
      `${address} answered with broken metrics: ${error.message}`,
      error,
    );
  }
}
