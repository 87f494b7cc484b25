import { pointAt } from '../../generator/group-at.js';
import { EXAMPLE_TICK, exampleModel } from '../model/example-model.js';
import { eventText } from './point-events.js';

/** A real event for the API document. */
export function exampleEvent(): string {
  const model = exampleModel();
  return eventText(
    EXAMPLE_TICK,
    model.nodes.map((node) => [node, pointAt(model, node, EXAMPLE_TICK)] as const),
  );
}
