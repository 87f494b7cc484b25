import { UpstreamError } from '../../../platform/errors/upstream.error.js';
import type { Budget } from '../../http/budget.js';
import { expectContent, expectOk, type UpstreamAnswer } from '../../http/upstream-answer.js';
import type { UpstreamClient } from '../../http/upstream-client.js';
import type { MetricsDriver } from '../../metrics-driver.port.js';
import type { Question, Reading } from '../../metrics-source.port.js';
import { ofApplication } from '../of-application.js';
import { refuseForeign } from '../refuse-foreign.js';
import { chooseSamples } from './choose-samples.js';
import { ExpositionError } from './line-scanner.js';
import { parseExposition, type Exposition } from './parse-exposition.js';
import { OPENMETRICS, PROMETHEUS_TEXT } from './text-dialects.js';

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
