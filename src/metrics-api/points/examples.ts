import { pointAt } from '../../generator/group-at.js';
import type { Node } from '../../generator/model.js';
import { EXAMPLE_TICK, exampleModel } from '../model/example-model.js';
import type { Answer } from '../query/send.js';
import * as answers from './answers.js';
import { pointValues } from './point-values.js';

// Real answers about the default scenario, for the API document.

export function exampleApplications(): Answer {
  return answers.applications({ items: exampleModel().nodes, next: null });
}

export function exampleApplication(): Answer {
  return answers.application(firstNode(), pointAt(exampleModel(), firstNode(), EXAMPLE_TICK));
}

export function exampleRange(): Answer {
  const ticks = [EXAMPLE_TICK, EXAMPLE_TICK + 60];
  const points = ticks.map((tick) => ({
    tick,
    values: pointValues(pointAt(exampleModel(), firstNode(), tick)),
  }));
  const span = { fromTick: ticks[0]!, toTick: ticks[1]!, stepTicks: 60, aggregation: undefined };
  return answers.range(firstNode(), span, points);
}

function firstNode(): Node {
  return exampleModel().nodes[0]!;
}
