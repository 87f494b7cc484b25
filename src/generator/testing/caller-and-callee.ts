import { groupAt } from '../snapshot.js';
import { createModel, type Model } from '../model.js';
import type { NodeState } from '../node-state.js';
import type { Application, Dependency, Incident } from '../scenario.js';
import { application, QUIET, scenarioOf } from './scenarios.js';

const NO_TRAFFIC = { ratePerSecond: 0, harmonics: [], noise: QUIET, trend: undefined };

/** An application of a hundred requests a second, each of which calls another that nobody else asks. */
export function callerAndCallee(
  dependency: Partial<Dependency>,
  callee: Partial<Application> = {},
  incidents: readonly Incident[] = [],
): Model {
  const call = { application: 'callee', callsPerRequest: 1, retries: 0, critical: true, ...dependency };
  const caller = application({ name: 'caller', dependencies: [call] });
  return createModel(
    scenarioOf([caller, application({ name: 'callee', traffic: NO_TRAFFIC, ...callee })], incidents),
  );
}

/** What the passes over the graph found for both. */
export function statesAt(model: Model, tick = 0): [caller: NodeState, callee: NodeState] {
  const [caller, callee] = groupAt(model, model.nodes[0]!.group, tick);
  return [caller!, callee!];
}

/** An application's failures, without drift. */
export function failing(serverErrorRatio: number, clientErrorRatio = 0): Pick<Application, 'failures'> {
  return { failures: { clientErrorRatio, serverErrorRatio, noise: QUIET } };
}
