import { afterEach, describe, expect, jest } from '@jest/globals';
import { RunningService } from '../../support/running-service.js';
import { itWithSchemathesis, schemathesis } from './schemathesis.js';

jest.setTimeout(300_000);

const CASES_PER_OPERATION = 10;

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { operationId: string; tags: string[] }>>>>;
}

describe('the API of k8s-app-monitor-test', () => {
  let service: RunningService;

  afterEach(() => service.stop());

  async function operations() {
    const { paths } = (await (await fetch(`${service.url}/openapi.json`)).json()) as Document;
    return Object.values(paths).flatMap((methods) => Object.values(methods));
  }

  itWithSchemathesis('answers every request as its document says, and never with a 5xx', async () => {
    service = await RunningService.start('k8s-app-monitor-test');
    // An event stream never ends.
    const trial = await schemathesis(service.url, ['--exclude-operation-id=streamPoints']);
    const documented = (await operations()).filter(({ operationId }) => operationId !== 'streamPoints');

    expect(trial.operations).toBe(documented.length);
    expect(trial.testCases).toBeGreaterThan(documented.length * CASES_PER_OPERATION);
    expect(service.log.filter((line) => Number(line['status']) >= 500)).toEqual([]);
  });

  itWithSchemathesis('accepts and refuses faults as its document says when they are enabled', async () => {
    service = await RunningService.start('k8s-app-monitor-test', { FAULTS: 'enabled' });
    const trial = await schemathesis(service.url, ['--include-tag=faults']);
    const documented = (await operations()).filter(({ tags }) => tags.includes('faults'));

    expect(trial.operations).toBe(documented.length);
    expect(trial.testCases).toBeGreaterThan(documented.length * CASES_PER_OPERATION);
    expect(service.log.filter((line) => Number(line['status']) >= 500)).toEqual([]);
    expect(service.log.map((line) => line['status'])).toContain(201);
  });
});
