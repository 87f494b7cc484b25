import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Telemetry } from './telemetry.js';

/** Makes the process's one `Telemetry` available everywhere. */
@Global()
@Module({})
export class TelemetryModule {
  static forRoot(telemetry: Telemetry): DynamicModule {
    return {
      module: TelemetryModule,
      providers: [{ provide: Telemetry, useValue: telemetry }],
      exports: [Telemetry],
    };
  }
}
