import { createModel, type Model } from '../../generator/model.js';
import { EXAMPLE_TICK } from '../model/example-model.js';
import { readScenarioFile } from '../scenario/read-scenario-file.js';
import { shippedScenarioPath } from '../scenario/shipped-scenarios.js';
import type { Answer } from '../query/send.js';
import { incidents } from './incident-answer.js';
import { occurrencesBetween } from './incident-windows.js';
import { topologyOver } from './topology.js';

// Real answers about the shipped scenarios, for the API document.

const WEEK_TICKS = 7 * 86_400;

let shop: Model | undefined;

export function exampleIncidents(): Answer {
  const week = [EXAMPLE_TICK + WEEK_TICKS, EXAMPLE_TICK + 2 * WEEK_TICKS] as const;
  const [first, second] = occurrencesBetween(shopModel().scenario.incidents, ...week);
  const items = [first, second].filter((occurrence) => occurrence !== undefined);
  return incidents({ items, next: null });
}

export async function exampleTopology(): Promise<Answer> {
  const second = { fromTick: EXAMPLE_TICK, toTick: EXAMPLE_TICK };
  return topologyOver(shopModel(), second, new AbortController().signal);
}

export function exampleScenario(): unknown {
  return readScenarioFile(shippedScenarioPath('default')).file;
}

function shopModel(): Model {
  shop ??= createModel(readScenarioFile(shippedScenarioPath('online-shop')).scenario);
  return shop;
}
