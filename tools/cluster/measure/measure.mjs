/**
 * Measures on a real cluster what the pods of both services use: idle, under steady load, under as much as they can,
 * and with more replicas. Prints a table; judges nothing.
 *
 *   node tools/cluster/measure/measure.mjs [--seconds 20]
 *
 * The cluster is found as by tools/cluster/run.mjs, and has the images from there: run `npm run test:cluster` first. It
 * works in a namespace of its own, which it removes; the pod that watches reads the node's /sys/fs/cgroup.
 */
import { parseArgs } from 'node:util';
import { clusterAtHand } from '../cluster-at-hand.mjs';
import { PLAN } from './plan.mjs';
import { Stage } from './stage.mjs';
import { table } from './table.mjs';

const { values: wishes } = parseArgs({ options: { seconds: { type: 'string', default: '20' } } });
const cluster = clusterAtHand();
if (cluster === undefined)
  throw new Error('No cluster: set KUBECONFIG, or CLUSTER to a command that brings one up');

const stage = new Stage(cluster.env);
const rows = [];
try {
  await stage.build();
  for (const { values, service, load, wish } of PLAN) {
    if (values !== undefined) await stage.release(values);
    console.error(`${service}: ${load}`);
    const measured = await stage.measure({ service, seconds: Number(wishes.seconds), wish });
    rows.push({ service, load, ...measured });
  }
} finally {
  console.log(table(rows));
  await stage.remove();
}
