import { Inject, Injectable } from '@nestjs/common';
import type { AppMetrics } from '../contract/app-metrics.js';
import { findApplication, type Application, type Scenario } from '../generator/scenario.js';
import { servicePointAt } from '../generator/service-point.js';
import { lastCompleteTick } from '../generator/tick.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { METRICS_API_SETTINGS, type MetricsApiSettings } from '../platform/config/metrics-api.settings.js';
import { appMetricsRecord } from './app-metrics-record.js';
import { SCENARIO } from './scenario.token.js';
import { UnknownApplicationError } from './unknown-application.error.js';

/** The records of the last complete tick. */
@Injectable()
export class CurrentMetrics {
  constructor(
    @Inject(SCENARIO) private readonly scenario: Scenario,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(METRICS_API_SETTINGS) private readonly settings: MetricsApiSettings,
  ) {}

  /** The record of the scenario's first application, which the originals' plain `/metrics` stands for. */
  ofDefault(): AppMetrics {
    const [first] = this.scenario.applications;
    if (first === undefined) throw new UnknownApplicationError('');
    return this.record(first);
  }

  /** @throws UnknownApplicationError when the scenario holds no application of this name */
  of(name: string): AppMetrics {
    const application = findApplication(this.scenario, name);
    if (application === undefined) throw new UnknownApplicationError(name);
    return this.record(application);
  }

  private record(application: Application): AppMetrics {
    const tick = lastCompleteTick(this.clock.nowMs());
    return appMetricsRecord(
      application,
      servicePointAt(this.scenario, application, tick),
      this.settings.HOSTNAME,
    );
  }
}
