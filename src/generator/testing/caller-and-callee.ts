import { groupAt } from '../snapshot.js';
import { createModel, type Model } from '../model.js';
import type { NodeState } from '../node-state.js';
import type { Application, Dependency, Incident } from '../scenario.js';
import { application, QUIET, scenarioOf } from './scenarios.js';

const NO_TRAFFIC = { ratePerSecond: 0, harmonics: [], noise: QUIET, trend: undefined };

/** An application with a hundred requests per second that is the only caller of another one. */
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

/** The states of both after the passes over the graph. */
export function statesAt(model: Model, tick = 0): [caller: NodeState, callee: NodeState] {
  const [caller, callee] = groupAt(model, model.nodes[0]!.group, tick);
  return [caller!, callee!];
}

/** An application's failures, without drift. */
export function failing(serverErrorRatio: number, clientErrorRatio = 0): Pick<Application, 'failures'> {
  return { failures: { clientErrorRatio, serverErrorRatio, noise: QUIET } };
}
