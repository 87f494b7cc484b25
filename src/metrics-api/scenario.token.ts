/** Injection token of the scenario that the model follows. */
export const SCENARIO = Symbol('Scenario');
