import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const EXAMPLES = fileURLToPath(new URL('../../../examples', import.meta.url));

/** What every query of a dashboard must use: the variable, not a fixed data source. */
export const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };

export interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly datasource: unknown;
}

export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: Readonly<Record<'x' | 'y' | 'w' | 'h', number>>;
  readonly targets?: readonly Target[];
}

interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly Readonly<Record<string, unknown>>[] };
}

export const DASHBOARD = JSON.parse(
  readFileSync(`${EXAMPLES}/grafana/dashboards/k8s-app-monitor.json`, 'utf8'),
) as Dashboard;

export const PANELS = DASHBOARD.panels;

/** The queries of all panels, each with the title of its panel. */
export const TARGETS = PANELS.flatMap(({ title, targets = [] }) =>
  targets.map((target) => ({ title, ...target })),
);
