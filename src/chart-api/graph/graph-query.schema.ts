import { z } from 'zod';
import { textParam, wordParam } from '../../platform/validation.js';
import { TOPOLOGY_KINDS } from '../../topology/topology.port.js';
import { durationParam } from '../pictures/picture-query.schema.js';

const DEFAULT_SECONDS = 300;
const LONGEST = '1h';

/** The parameters of a graph; the names are those of Istio's original service graph, except for `source`. */
export const graphParams = {
  source: wordParam('source', 'Where the graph comes from; GRAPH_SOURCE by default.', TOPOLOGY_KINDS),
  time_horizon: durationParam(
    'time_horizon',
    `Time span until now over which requests are averaged, such as \`90s\`; 5m by default, at most ${LONGEST}.`,
    LONGEST,
  ).transform((ms) => (ms === undefined ? DEFAULT_SECONDS : Math.round(ms / 1000))),
  filter_empty: wordParam('filter_empty', 'Leave out nodes and edges without requests.', ['true', 'false']),
  source_namespace: textParam('source_namespace', 'Only calls from this namespace or domain.'),
  source_workload: textParam('source_workload', 'Only calls from the node of this name.'),
  destination_namespace: textParam('destination_namespace', 'Only calls to this namespace or domain.'),
  destination_workload: textParam('destination_workload', 'Only calls to the node of this name.'),
};

export const graphQuerySchema = z.object(graphParams);
