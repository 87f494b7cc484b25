import { afterEach, describe, expect, jest } from '@jest/globals';
import { RunningService } from '../../support/running-service.js';
import { itWithSchemathesis, schemathesis } from './schemathesis.js';

jest.setTimeout(300_000);

const CASES_AN_OPERATION = 10;

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

  itWithSchemathesis('answers whatever it is asked as its document says, and never with a 5xx', async () => {
    service = await RunningService.start('k8s-app-monitor-test');
    // A stream of events has no end to wait for.
    const trial = await schemathesis(service.url, ['--exclude-operation-id=streamPoints']);
    const asked = (await operations()).filter(({ operationId }) => operationId !== 'streamPoints');

    expect(trial.operations).toBe(asked.length);
    expect(trial.testCases).toBeGreaterThan(asked.length * CASES_AN_OPERATION);
    expect(service.log.filter((line) => Number(line['status']) >= 500)).toEqual([]);
  });

  itWithSchemathesis('takes and refuses faults as its document says, where they are enabled', async () => {
    service = await RunningService.start('k8s-app-monitor-test', { FAULTS: 'enabled' });
    const trial = await schemathesis(service.url, ['--include-tag=faults']);
    const asked = (await operations()).filter(({ tags }) => tags.includes('faults'));

    expect(trial.operations).toBe(asked.length);
    expect(trial.testCases).toBeGreaterThan(asked.length * CASES_AN_OPERATION);
    expect(service.log.filter((line) => Number(line['status']) >= 500)).toEqual([]);
    expect(service.log.map((line) => line['status'])).toContain(201);
  });
});
