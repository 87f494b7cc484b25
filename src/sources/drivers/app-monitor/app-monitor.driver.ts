import { appMetricsSchema } from '../../../contract/app-metrics.js';
import type { Budget } from '../../http/budget.js';
import { beneath } from '../../http/address.js';
import { expectContent, expectOk, readJson } from '../../http/upstream-answer.js';
import type { UpstreamClient } from '../../http/upstream-client.js';
import type { MetricsDriver } from '../../metrics-driver.port.js';
import type { MetricsRecord, Question, Reading } from '../../metrics-source.port.js';
import { UnknownApplicationError } from '../../unknown-application.error.js';
import { refuseForeign } from '../refuse-foreign.js';
import { readRange } from './app-monitor.range.js';

const JSON_TYPE = 'application/json';
const LONGEST_ANSWER = 200;

/** Reads the JSON of k8s-app-monitor-test: the record of the last second, or a range with its incidents. */
export class AppMonitorDriver implements MetricsDriver {
  constructor(
    private readonly url: string,
    private readonly client: UpstreamClient,
  ) {}

  async read(question: Question, budget: Budget): Promise<Reading> {
    refuseForeign(question, 'app-monitor', ['app', 'range']);
    const { app, atMs, range } = question;
    if (range !== undefined) return readRange(this.client, this.url, { app, atMs, ...range }, budget);
    const record = await this.readRecord(app, budget);
    return { kind: 'record', subject: record.app_name, warnings: [], record };
  }

  async check(budget: Budget): Promise<void> {
    await this.readRecord(undefined, budget);
  }

  private async readRecord(app: string | undefined, budget: Budget): Promise<MetricsRecord> {
    const path = app === undefined ? 'metrics' : `metrics/${encodeURIComponent(app)}`;
    const answer = await this.client.get(beneath(this.url, path), JSON_TYPE, budget);
    if (app !== undefined && answer.status === 404) {
      throw new UnknownApplicationError(app, answer.address, answer.body.trim().slice(0, LONGEST_ANSWER));
    }
    expectOk(answer);
    expectContent(answer, JSON_TYPE);
    return readJson(answer, appMetricsSchema);
  }
}
