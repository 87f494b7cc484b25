import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { MetricsSource } from '../sources/metrics-source.port.js';
import { MetricsSources } from '../sources/metrics-sources.js';
import { UnknownServiceError } from './unknown-service.error.js';

/** Tells which service a request is about. */
@Injectable()
export class ChartedService {
  constructor(private readonly sources: MetricsSources) {}

  /**
   * The service that the address names; addresses without a name are about the first one.
   *
   * @throws UnknownServiceError listing those there are
   */
  of(request: FastifyRequest): MetricsSource {
    const { service: name } = request.params as { service?: string };
    if (name === undefined) return this.sources.main;
    const source = this.sources.named(name);
    if (source === undefined) throw new UnknownServiceError(name, this.sources.names);
    return source;
  }
}
