import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CLOCK, systemClock } from '../clock.js';
import { SETTINGS } from './read-settings.js';

/** Provides a service's settings and the clock to every module. */
@Global()
@Module({})
export class SettingsModule {
  static forRoot(settings: object): DynamicModule {
    return {
      module: SettingsModule,
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: CLOCK, useValue: systemClock },
      ],
      exports: [SETTINGS, CLOCK],
    };
  }
}
