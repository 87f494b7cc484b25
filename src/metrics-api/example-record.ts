import type { AppMetrics } from '../contract/app-metrics.js';
import { defaultScenario } from '../generator/scenario.js';
import { servicePointAt } from '../generator/service-point.js';
import { tickAt } from '../generator/tick.js';
import { appMetricsRecord } from './app-metrics-record.js';

/** A real answer for the API document, the same at every build: the default at the first second of 2026. */
export function exampleRecord(): AppMetrics {
  const scenario = defaultScenario(1);
  const [application] = scenario.applications;
  if (application === undefined) throw new Error('the default scenario holds no application');
  const point = servicePointAt(scenario, application, tickAt(Date.UTC(2026, 0, 1)));
  return appMetricsRecord(application, point, 'k8s-app-monitor-test-0');
}
