/** The environment holds a value that the service cannot start with; one sentence for each. */
export class ConfigurationError extends Error {
  /** EX_CONFIG of BSD's sysexits(3). */
  readonly exitCode = 78;

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigurationError';
  }
}
