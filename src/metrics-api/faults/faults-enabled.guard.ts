import { type CanActivate, Inject, Injectable } from '@nestjs/common';
import { METRICS_API_SETTINGS, type MetricsApiSettings } from '../../platform/config/metrics-api.settings.js';
import { FaultsDisabledError } from './fault.errors.js';

/** Lets nobody in unless the process was started with faults on demand. */
@Injectable()
export class FaultsEnabledGuard implements CanActivate {
  constructor(@Inject(METRICS_API_SETTINGS) private readonly settings: MetricsApiSettings) {}

  /** @throws FaultsDisabledError */
  canActivate(): true {
    if (this.settings.FAULTS !== 'enabled') throw new FaultsDisabledError();
    return true;
  }
}
