import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CLOCK, systemClock } from '../clock.js';

/** Makes a service's settings, and the clock, available everywhere. */
@Global()
@Module({})
export class SettingsModule {
  static forRoot(token: symbol, settings: object): DynamicModule {
    return {
      module: SettingsModule,
      providers: [
        { provide: token, useValue: settings },
        { provide: CLOCK, useValue: systemClock },
      ],
      exports: [token, CLOCK],
    };
  }
}
