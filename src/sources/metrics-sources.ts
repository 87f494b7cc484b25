import type { MetricsSource } from './metrics-source.port.js';

/** The services that may be charted. An address is never taken from a request: only these names are. */
export class MetricsSources {
  constructor(
    /** What the originals' addresses stand for. */
    readonly main: MetricsSource,
    private readonly all: readonly MetricsSource[],
  ) {}

  named(name: string): MetricsSource | undefined {
    return this.all.find((source) => source.name === name);
  }

  get names(): readonly string[] {
    return this.all.map((source) => source.name);
  }
}
