import type { Family } from './families.js';

/** How metrics are written as text; the two formats differ in a few lines. */
export interface TextFormat {
  readonly mediaType: string;
  /** The lines before a family's samples. */
  header(family: Family): string;
  /** The line that says since when a counter or histogram counts; nothing where the format has none. */
  created(name: string, labels: string, seconds: number): string;
  /** What follows a sample's value. */
  exemplar(text: string): string;
  readonly end: string;
}

/** @see https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md (1.0.0) */
export const OPENMETRICS: TextFormat = {
  mediaType: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  header: ({ name, type, unit, help }) =>
    `# TYPE ${name} ${type}\n${unit === undefined ? '' : `# UNIT ${name} ${unit}\n`}# HELP ${name} ${help}\n`,
  created: (name, labels, seconds) => `${name}_created{${labels}} ${seconds}\n`,
  exemplar: (text) => text,
  end: '# EOF\n',
};

/** @see https://prometheus.io/docs/instrumenting/exposition_formats/ (0.0.4) */
export const PROMETHEUS_TEXT: TextFormat = {
  mediaType: 'text/plain; version=0.0.4; charset=utf-8',
  header: (family) => {
    const name = family.type === 'counter' ? `${family.name}_total` : family.name;
    return `# HELP ${name} ${family.help}\n# TYPE ${name} ${family.type}\n`;
  },
  created: () => '',
  exemplar: () => '',
  end: '',
};
