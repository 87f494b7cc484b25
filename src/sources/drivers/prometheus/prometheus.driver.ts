import { InvalidInputError } from '../../../platform/errors/catalogue.js';
import { beneath } from '../../http/address.js';
import type { Budget } from '../../http/budget.js';
import type { UpstreamClient } from '../../http/upstream-client.js';
import type { MetricsDriver } from '../../metrics-driver.port.js';
import type { Question, Reading } from '../../metrics-source.port.js';
import { refuseForeign } from '../refuse-foreign.js';
import { readAnswer, type PrometheusAnswer } from './prometheus.answer.js';
import { readingOf } from './prometheus.reading.js';

/** Asks Prometheus in PromQL by its HTTP API. */
export class PrometheusDriver implements MetricsDriver {
  constructor(
    private readonly url: string,
    private readonly client: UpstreamClient,
    /** What is asked where the question has no query of its own. */
    private readonly defaultQuery: string | undefined,
  ) {}

  async read(question: Question, budget: Budget): Promise<Reading> {
    refuseForeign(question, 'prometheus', ['query', 'app', 'range']);
    const query = question.query ?? this.defaultQuery;
    if (query === undefined) {
      const sentence =
        'Expected query to be PromQL but received nothing, and the service has none of its own';
      throw new InvalidInputError([{ field: 'query', sentence }]);
    }
    const answer = await this.ask(query, question, budget);
    return readingOf(answer, query, question, new URL(this.url).host);
  }

  async check(budget: Budget): Promise<void> {
    await this.ask('1', { atMs: Date.UTC(2026, 0, 1) }, budget);
  }

  private async ask(query: string, question: Question, budget: Budget): Promise<PrometheusAnswer> {
    const { atMs, range } = question;
    const seconds = (ms: number): string => String(ms / 1000);
    const url =
      range === undefined
        ? beneath(this.url, 'api/v1/query', { query, time: seconds(atMs) })
        : beneath(this.url, 'api/v1/query_range', {
            query,
            start: seconds(range.fromMs),
            end: seconds(atMs),
            step: seconds(range.stepMs),
          });
    return readAnswer(await this.client.get(url, 'application/json', budget), question.query);
  }
}
