import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { RunningService } from '../../support/running-service.js';
import { itWithSchemathesis, schemathesis } from '../openapi/schemathesis.js';
import { chartAgent } from './chart-agent.js';

jest.setTimeout(300_000);

const CASES_AN_OPERATION = 10;
const OPERATIONS = 6;

describe("the agent's API for charts", () => {
  let agent: RunningService;

  beforeAll(async () => {
    agent = await chartAgent();
  });

  afterAll(() => agent.stop());

  itWithSchemathesis('answers every request as documented, and never with a 5xx', async () => {
    const trial = await schemathesis(agent.url, ['--include-tag=charts']);

    expect(trial.operations).toBe(OPERATIONS);
    expect(trial.testCases).toBeGreaterThan(OPERATIONS * CASES_AN_OPERATION);
    expect(agent.log.filter((line) => Number(line['status']) >= 500)).toEqual([]);
    expect(agent.log.map((line) => line['status'])).toEqual(expect.arrayContaining([200, 400, 404, 415]));
  });
});
