import { Injectable } from '@nestjs/common';
import type { DrawnMetrics } from './drawn-metrics.js';

/** The last picture in PNG that this process drew of each service: a courtesy that may be missing at any time. */
@Injectable()
export class LastGoodPictures {
  private readonly pictures = new Map<string, DrawnMetrics>();

  keep(drawn: DrawnMetrics): void {
    this.pictures.set(drawn.service, drawn);
  }

  of(service: string): DrawnMetrics | undefined {
    return this.pictures.get(service);
  }
}
