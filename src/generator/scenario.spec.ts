import { describe, expect, it } from '@jest/globals';
import { findApplication } from './scenario.js';
import { scenarioOf, TEST_APP } from './testing/scenarios.js';

describe('findApplication', () => {
  it('finds by the exact name', () => {
    const scenario = scenarioOf([TEST_APP]);

    expect(findApplication(scenario, 'test-app')).toBe(TEST_APP);
    expect(findApplication(scenario, 'Test-App')).toBeUndefined();
    expect(findApplication(scenario, '')).toBeUndefined();
  });
});
