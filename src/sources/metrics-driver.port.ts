import type { Budget } from './http/budget.js';
import type { Question, Reading } from './metrics-source.port.js';

/** How one kind of source is read: one driver for each kind. */
export interface MetricsDriver {
  /** @throws as `MetricsSource.read` does */
  read(question: Question, budget: Budget): Promise<Reading>;

  /** Asks for as little as tells whether the source answers. */
  check(budget: Budget): Promise<void>;
}
