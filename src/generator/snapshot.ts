import type { Calls } from './calls.js';
import type { Group, Model, Node } from './model.js';
import { startingState, type NodeState } from './node-state.js';
import { passAnswersUp, passExpectedTrafficDown, passRequestsDown } from './propagation.js';
import { pointOf, type ServicePoint } from './service-point.js';

/**
 * The states of a group of connected applications in a tick: traffic passes down the graph, latency and failures pass
 * up. The number of retries depends on the failures, and these depend, by overload, on the retries: so a group with
 * retries takes two rounds, the first without retries to find the failures that callers see.
 *
 * @param tick - any safe integer
 * @returns states in the order of the group's nodes
 * @throws RangeError when the tick is not a safe integer
 */
export function groupAt(model: Model, group: Group, tick: number): readonly NodeState[] {
  if (!Number.isSafeInteger(tick)) {
    throw new RangeError(`Expected tick to be a safe integer but received ${tick}`);
  }
  const { seed } = model.scenario;
  const states = group.nodes.map((node) => startingState(node, tick));
  if (group.retries) {
    passExpectedTrafficDown(states);
    passAnswersUp(states, seed);
  }
  passRequestsDown(states, tick);
  passAnswersUp(states, seed);
  return states;
}

/**
 * The point of one application in a tick: a pure function of the scenario, the application and the tick, so that every
 * replica, restart and machine gives the same answer.
 *
 * @param node - a node of the model
 * @param tick - any safe integer: past, present or future
 */
export function pointAt(model: Model, node: Node, tick: number): ServicePoint {
  return pointOf(groupAt(model, node.group, tick)[node.index]!, tick);
}

/** All points and calls of one tick. */
export interface Snapshot {
  readonly tick: number;
  /** Aligned with the model's nodes. */
  readonly points: readonly ServicePoint[];
  /** Aligned with the model's edges. */
  readonly calls: readonly Calls[];
}

/** The points and calls of all applications in a tick. */
export function snapshotAt(model: Model, tick: number): Snapshot {
  const states = new Map(model.groups.map((group) => [group, groupAt(model, group, tick)]));
  const stateOf = ({ group, index }: Node): NodeState => states.get(group)![index]!;
  return {
    tick,
    points: model.nodes.map((node) => pointOf(stateOf(node), tick)),
    calls: model.nodes.flatMap((node) => stateOf(node).calls),
  };
}

/**
 * The points of some applications in a tick. Connected applications are computed together.
 *
 * @returns points in the order of the nodes
 */
export function pointsAt(model: Model, nodes: readonly Node[], tick: number): readonly ServicePoint[] {
  let group: Node['group'] | undefined;
  let states: readonly NodeState[] = [];
  return nodes.map((node) => {
    if (node.group !== group) {
      group = node.group;
      states = groupAt(model, group, tick);
    }
    return pointOf(states[node.index]!, tick);
  });
}
