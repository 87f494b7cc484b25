import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AGENT_SETTINGS, type AgentSettings } from '../../platform/config/agent.settings.js';
import { Pictures } from '../../rendering/pictures.js';
import { hasPicture } from '../send-picture.js';
import type { ChartFields } from './chart-fields.js';
import { headerText } from './header-text.js';
import { type KnownChart, KnownCharts } from './known-charts.js';
import { usableShape } from './picture-shape.js';
import { readChart } from './read-chart.js';
import { Refusals } from './refusals.js';

// A picture is a function of what was asked, so that it lasts; a week is what QuickChart says.
const CACHE_CONTROL = 'public, max-age=604800';

/** A request for a chart. */
export interface ChartRequest {
  /** What tells it apart from every other one, word for word. */
  readonly key: string;
  /** What it asks with, which may be wrong. */
  readonly fields: () => ChartFields;
}

/** Answers requests for charts, with as little work as each of them takes. */
@Injectable()
export class ChartAnswers {
  constructor(
    private readonly pictures: Pictures,
    private readonly known: KnownCharts,
    private readonly refusals: Refusals,
    @Inject(AGENT_SETTINGS) private readonly settings: AgentSettings,
  ) {}

  async send(request: FastifyRequest, reply: FastifyReply, asked: ChartRequest): Promise<void> {
    const known = this.known.get(asked.key);
    if (known !== undefined && this.sendKnown(request, reply, known)) return;
    try {
      this.pictures.ensureRoom();
      await this.sendRead(request, reply, asked);
    } catch (error) {
      await this.refusals.send(request, reply, error, () =>
        usableShape(fieldsOrNone(asked), this.settings.CHART_MAX_PIXELS),
      );
    }
  }

  /** Sends what needs neither reading nor drawing. */
  private sendKnown(request: FastifyRequest, reply: FastifyReply, known: KnownChart): boolean {
    if (hasPicture(request, known.etag)) {
      void sayOf(reply, known).status(304).send();
      return true;
    }
    const picture = this.pictures.kept(known.etag);
    if (picture !== undefined) void sayOf(reply, known).type(picture.contentType).send(picture.bytes);
    return picture !== undefined;
  }

  private async sendRead(request: FastifyRequest, reply: FastifyReply, asked: ChartRequest): Promise<void> {
    const { request: wanted, warnings } = readChart(asked.fields(), this.settings);
    const chart = { etag: this.pictures.etagOf(wanted), warnings };
    if (hasPicture(request, chart.etag)) return void sayOf(reply, chart).status(304).send();
    const picture = await this.pictures.draw(wanted);
    this.known.remember(asked.key, chart);
    void sayOf(reply, chart).type(picture.contentType).send(picture.bytes);
  }
}

/** What an answer says of a chart besides showing it. */
function sayOf(reply: FastifyReply, { etag, warnings }: KnownChart): FastifyReply {
  if (warnings.length > 0) void reply.header('x-quickchart-warning', headerText(warnings.join('; ')));
  return reply.header('cache-control', CACHE_CONTROL).header('etag', etag);
}

function fieldsOrNone(asked: ChartRequest): Partial<ChartFields> {
  try {
    return asked.fields();
  } catch {
    return {};
  }
}
