import type { HealthCheck } from '../../platform/health/health-check.js';
import type { CurrentScenario } from './watched-scenario.js';

/** Tells of a scenario that is refused; the one before it stays, so that the service is as ready as before. */
export function scenarioHealth(scenario: CurrentScenario): HealthCheck {
  return {
    name: 'scenario',
    required: false,
    check: () => {
      const { problem } = scenario;
      return problem === undefined ? Promise.resolve() : Promise.reject(new Error(problem));
    },
  };
}
