import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { noticeChart } from '../../chart-spec/notice.chart.js';
import { AppError } from '../../platform/errors.js';
import { sendProblem } from '../../platform/problem.filter.js';
import { qualityOf } from '../../platform/http/accept.js';
import { noteFailure } from '../../platform/logging.js';
import { SETTINGS } from '../../platform/settings/read-settings.js';
import type { ChartApiSettings } from '../chart-api.settings.js';
import { PICTURE_FORMATS } from '../../rendering/chart-renderer.port.js';
import { type DrawnPicture, Pictures } from '../../rendering/pictures.service.js';
import { NOT_KEPT, hasPicture, sendPicture } from '../pictures/send-picture.js';
import type { ChartFields } from './chart.request.js';
import { type PictureShape, readChart, usableShape } from './read-chart.js';

const LONGEST = 1000;
const CUT = '...';

/**
 * A sentence as the value of a header: one line of printable ASCII, which no byte of a request can leave.
 *
 * Other characters become question marks; the picture and the problem document show them as they are.
 */
export function headerText(sentence: string): string {
  const line = sentence
    .replace(/\s+/g, ' ')
    .replace(/[^ -~]/gu, '?')
    .trim();
  return line.length <= LONGEST ? line : line.slice(0, LONGEST - CUT.length) + CUT;
}

/** What is known of a question whose answer was drawn before. */
interface KnownChart {
  readonly etag: string;
  readonly warnings: readonly string[];
}

const MAX_BYTES = 2 * 1024 * 1024;
// The key, the tag and the objects around them. Rounded up.
const ENTRY_BYTES = 400;

/**
 * Questions that were answered with a picture before, word for word: they need no reading.
 *
 * Whoever asks again with the picture's tag can be told that nothing changed even when the picture is gone.
 */
@Injectable()
export class KnownCharts {
  private readonly charts = new LRUCache<string, KnownChart>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ warnings }) =>
      warnings.reduce((bytes, warning) => bytes + warning.length, ENTRY_BYTES),
  });

  /**
   * @param kind - tells questions apart that are written alike and mean something else
   * @param words - the address, or the body, as it came
   */
  static keyOf(kind: string, words: string | Uint8Array): string {
    return `${kind} ${hash('sha256', words, 'base64url')}`;
  }

  get(key: string): KnownChart | undefined {
    return this.charts.get(key);
  }

  remember(key: string, chart: KnownChart): void {
    this.charts.set(key, chart);
  }
}

const PROBLEM_TYPES = ['application/problem+json', 'application/json'];

/** Says why a chart is not drawn: in a header, and in a picture or a problem document. */
@Injectable()
export class Refusals {
  constructor(private readonly pictures: Pictures) {}

  /**
   * A picture is drawn for who asked for something wrong, unless they want JSON or other pictures wait. Too much
   * work is told in a problem document: drawing it would add to the work.
   *
   * @param shape - of the picture that says it
   */
  async send(
    request: FastifyRequest,
    reply: FastifyReply,
    error: unknown,
    shape: () => PictureShape,
  ): Promise<void> {
    const notice =
      isRefusal(error) && !wantsProblem(request, shape) ? await this.notice(error, shape()) : undefined;
    if (notice === undefined) return this.sendDocument(request, reply, error);
    noteFailure(request, error);
    sayInHeader(reply, error);
    sendPicture(request, reply, (error as AppError).status, notice, NOT_KEPT);
  }

  /** A problem document, for those who asked for no picture. */
  sendDocument(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
    sayInHeader(reply, error);
    void reply.header('vary', 'Accept').header('cache-control', NOT_KEPT.cacheControl);
    sendProblem(request, reply, error);
  }

  private async notice(error: AppError, shape: PictureShape): Promise<DrawnPicture | undefined> {
    const spec = noticeChart({ title: error.title, lines: [error.message] }, shape);
    // Without a picture there still is the document: whatever hindered the drawing is not what was asked about.
    return this.pictures.drawInSpareTime({ spec, ...shape }).catch(() => undefined);
  }
}

/** Whether it is the chart that is wrong, or that there is none; bodies of another type come from no image element. */
function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && [400, 404].includes(error.status);
}

/** Whether a caller would rather have a document than the picture. */
function wantsProblem({ headers }: FastifyRequest, shape: () => PictureShape): boolean {
  const { accept } = headers;
  if (accept === undefined) return false;
  const wish = Math.max(...PROBLEM_TYPES.map((type) => qualityOf(accept, type)));
  return wish > qualityOf(accept, PICTURE_FORMATS[shape().format]);
}

function sayInHeader(reply: FastifyReply, error: unknown): void {
  if (error instanceof AppError) void reply.header('x-quickchart-error', headerText(error.message));
}

// A picture is a function of what was asked, so that it lasts; a week is what QuickChart says.
const CACHE_CONTROL = 'public, max-age=604800';

/** A request for a chart. */
interface ChartRequest {
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
    @Inject(SETTINGS) private readonly settings: ChartApiSettings,
  ) {}

  async send(request: FastifyRequest, reply: FastifyReply, asked: ChartRequest): Promise<void> {
    const known = this.known.get(asked.key);
    if (known !== undefined && this.sendKnown(request, reply, known)) return;
    try {
      this.pictures.refuseWhenFull();
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
