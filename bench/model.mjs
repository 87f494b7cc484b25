import { createModel } from '../dist/src/generator/model.js';
import { readScenarioFile } from '../dist/src/scenario/read-scenario.js';
import { shippedScenarioPath } from '../dist/src/scenario/scenario-source.js';

/** 2026-01-05T00:00:00Z, a Monday: all measurements walk through the same seconds. */
export const FIRST_TICK = 1_767_571_200;

/** The model of a scenario that comes with the service. */
export function modelOf(scenario) {
  return createModel(readScenarioFile(shippedScenarioPath(scenario)).scenario);
}
