import type { AppMetrics } from '../../contract/app-metrics.js';
import { exampleModel, EXAMPLE_TICK } from '../model/example-model.js';
import { pointAt } from '../../generator/group-at.js';
import { appMetricsRecord } from './app-metrics-record.js';

/** A real answer for the API document, the same at every build. */
export function exampleRecord(): AppMetrics {
  const [node] = exampleModel().nodes;
  if (node === undefined) throw new Error('the default scenario holds no application');
  return appMetricsRecord(
    node.application,
    pointAt(exampleModel(), node, EXAMPLE_TICK),
    'k8s-app-monitor-test-0',
  );
}
