import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CLOCK, systemClock } from '../clock.js';
import { SETTINGS } from './read-settings.js';

/** Makes a service's settings, and the clock, available everywhere. */
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
