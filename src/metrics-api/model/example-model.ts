import { createModel, type Model } from '../../generator/model.js';
import { tickAt } from '../../generator/tick.js';
import { readScenarioFile } from '../scenario/read-scenario-file.js';
import { shippedScenarioPath } from '../scenario/shipped-scenarios.js';

/** The first second of 2026: examples are answers that anyone can ask for again. */
export const EXAMPLE_TICK = tickAt(Date.UTC(2026, 0, 1));

let made: Model | undefined;

/** The default scenario, for the examples in the API document. */
export function exampleModel(): Model {
  made ??= createModel(readScenarioFile(shippedScenarioPath('default')).scenario);
  return made;
}
