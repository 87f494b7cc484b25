import { applicationKey } from './random.js';
import type { Application, Dependency, Incident, Scenario } from './scenario.js';

/** An application calls itself, directly or indirectly. */
export class CyclicCallsError extends Error {
  constructor(readonly cycle: readonly string[]) {
    super(`Expected calls without a cycle but received ${cycle.join(' -> ')}`);
    this.name = 'CyclicCallsError';
  }
}

/**
 * Sorts a graph of calls topologically: depth first, callers before those that they call.
 *
 * @throws CyclicCallsError when the calls form a cycle
 */
export function callersFirst<T>(
  all: readonly T[],
  calleesOf: (caller: T) => readonly T[],
  nameOf: (one: T) => string,
): T[] {
  const done = new Set<T>();
  const path: T[] = [];
  const order: T[] = [];
  const visit = (one: T): void => {
    if (done.has(one)) return;
    const cycleStart = path.indexOf(one);
    if (cycleStart >= 0) throw new CyclicCallsError([...path.slice(cycleStart), one].map(nameOf));
    path.push(one);
    calleesOf(one).forEach(visit);
    path.pop();
    done.add(one);
    order.push(one);
  };
  all.forEach(visit);
  return order.reverse();
}

/** A call from one application to another. */
export interface Edge {
  readonly caller: Node;
  readonly callee: Node;
  readonly dependency: Dependency;
  /** Key of its random numbers. */
  readonly key: number;
}

/** An application in the graph of calls. */
export interface Node {
  readonly application: Application;
  /** Key of its random numbers. */
  readonly key: number;
  readonly incidents: readonly Incident[];
  readonly calls: readonly Edge[];
  readonly calledBy: readonly Edge[];
  /** All applications that it is connected with, including itself: their points are computed together. */
  readonly group: Group;
  /** Its index in the group. */
  readonly index: number;
}

/** Applications that are connected by calls. */
export interface Group {
  /** Callers before those that they call. */
  readonly nodes: readonly Node[];
  /** Whether any of its calls is retried. */
  readonly retries: boolean;
}

/** A scenario, prepared for computing ticks. */
export interface Model {
  readonly scenario: Scenario;
  /** In the scenario's order. */
  readonly nodes: readonly Node[];
  /** Each node's calls, node by node. */
  readonly edges: readonly Edge[];
  readonly groups: readonly Group[];
  readonly nodeByName: ReadonlyMap<string, Node>;
}

/** The model's parts are mutable only while it is built. */
type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * Prepares a scenario.
 *
 * @throws CyclicCallsError when the calls form a cycle
 * @throws RangeError when a dependency names no application, or the seed is out of range
 */
export function createModel(scenario: Scenario): Model {
  const nodeByName = new Map<string, Node>();
  const edges = new Map<Node, Edge[]>();
  for (const application of scenario.applications) {
    const calls: Edge[] = [];
    const node = nodeOf(scenario, application, calls);
    nodeByName.set(application.name, node);
    edges.set(node, calls);
  }
  const nodes = [...nodeByName.values()];
  for (const [caller, calls] of edges) connect(caller, calls, nodeByName, scenario.seed);
  return {
    scenario,
    nodes,
    edges: nodes.flatMap((node) => node.calls),
    groups: groupsOf(callersFirst(nodes, calleesOf, nameOf)),
    nodeByName,
  };
}

function nodeOf(scenario: Scenario, application: Application, calls: readonly Edge[]): Node {
  const { name } = application;
  return {
    application,
    key: applicationKey(scenario.seed, name),
    incidents: scenario.incidents.filter(({ applications }) => applications.includes(name)),
    calls,
    calledBy: [],
    group: { nodes: [], retries: false },
    index: 0,
  };
}

function connect(caller: Node, calls: Edge[], nodeByName: ReadonlyMap<string, Node>, seed: number): void {
  for (const dependency of caller.application.dependencies) {
    const callee: Mutable<Node> | undefined = nodeByName.get(dependency.application);
    if (callee === undefined) {
      throw new RangeError(
        `Expected dependencies to name applications but received ${dependency.application}`,
      );
    }
    // Names contain no line breaks, so no application has the key of an edge.
    const key = applicationKey(seed, `${caller.application.name}\n${dependency.application}`);
    const edge: Edge = { caller, callee, dependency, key };
    calls.push(edge);
    callee.calledBy = [...callee.calledBy, edge].sort(byNameOfCaller);
  }
}

/** The rounding of sums depends on their order, which must not depend on the order in the file. */
function byNameOfCaller(a: Edge, b: Edge): number {
  const [nameA, nameB] = [nameOf(a.caller), nameOf(b.caller)];
  return nameA < nameB ? -1 : Number(nameA > nameB);
}

function calleesOf({ calls }: Node): Node[] {
  return calls.map(({ callee }) => callee);
}

function nameOf({ application }: Node): string {
  return application.name;
}

/** Divides nodes into groups, keeping their order. */
function groupsOf(ordered: readonly Node[]): Group[] {
  const groupOf = new Map<Node, Node[]>();
  const join = (node: Node, members: Node[]): void => {
    if (groupOf.has(node)) return;
    groupOf.set(node, members);
    for (const { callee } of node.calls) join(callee, members);
    for (const { caller } of node.calledBy) join(caller, members);
  };
  for (const node of ordered) join(node, []);
  for (const node of ordered) {
    const draft: Mutable<Node> = node;
    draft.index = groupOf.get(node)!.push(node) - 1;
  }
  return [...new Set(groupOf.values())].map((nodes) => {
    const retries = nodes.some(({ calls }) => calls.some(({ dependency }) => dependency.retries > 0));
    const group: Group = { nodes, retries };
    for (const node of nodes as Mutable<Node>[]) node.group = group;
    return group;
  });
}
