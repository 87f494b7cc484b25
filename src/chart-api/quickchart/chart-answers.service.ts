import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { noticeChart } from '../../chart-spec/notice.chart.js';
import { AppError } from '../../platform/errors.js';
import { qualityOf } from '../../platform/http/accept.js';
import { noteFailure, sendProblem } from '../../platform/problem.filter.js';
import { SETTINGS } from '../../platform/settings/read-settings.js';
import { PICTURE_FORMATS, type Picture } from '../../rendering/chart-renderer.port.js';
import { type DrawnPicture, Pictures } from '../../rendering/pictures.service.js';
import type { ChartApiSettings } from '../chart-api.settings.js';
import { NOT_KEPT, hasPicture, headerText, sendPicture } from '../pictures/send-picture.js';
import type { ChartReading } from './chart-readings.js';
import type { ChartFields } from './chart-request.schema.js';
import { type AnswerShape, readChart, usableShape } from './read-chart.js';

const PROBLEM_TYPES = ['application/problem+json', 'application/json'];
const BASE64_TYPE = 'text/plain; charset=utf-8';

/** Reports why a chart is not drawn: in a header, and in a picture or a problem document. */
@Injectable()
export class Refusals {
  constructor(private readonly pictures: Pictures) {}

  /**
   * A wrong request gets a picture, unless the caller prefers JSON or pictures are waiting. Overload gets a problem
   * document: drawing it would add to the load.
   *
   * @param shape - of the picture with the reason
   */
  async send(
    request: FastifyRequest,
    reply: FastifyReply,
    error: unknown,
    shape: () => AnswerShape,
  ): Promise<void> {
    const notice =
      isRefusal(error) && !prefersProblem(request, shape) ? await this.notice(error, shape()) : undefined;
    if (notice === undefined) return this.sendDocument(request, reply, error);
    noteFailure(request, error);
    setErrorHeader(reply, error);
    const picture = shape().asBase64 ? { ...notice, ...inBase64(notice) } : notice;
    sendPicture(request, reply, (error as AppError).status, picture, NOT_KEPT);
  }

  /** Sends a problem document, for requests that expect no picture. */
  sendDocument(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
    setErrorHeader(reply, error);
    void reply.header('vary', 'Accept').header('cache-control', NOT_KEPT.cacheControl);
    sendProblem(request, reply, error);
  }

  private async notice(
    error: AppError,
    { asBase64: _, ...shape }: AnswerShape,
  ): Promise<DrawnPicture | undefined> {
    const spec = noticeChart({ title: error.title, lines: [error.message] }, shape);
    // Without a picture the caller still gets the document; the reason why drawing failed would not help the caller.
    return this.pictures.drawInSpareTime({ spec, ...shape }).catch(() => undefined);
  }
}

/** Whether the chart itself is wrong or missing. Bodies of another type do not come from image elements. */
function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && [400, 404].includes(error.status);
}

/** Whether the caller prefers a problem document to the picture. */
function prefersProblem({ headers }: FastifyRequest, shape: () => AnswerShape): boolean {
  const { accept } = headers;
  if (accept === undefined) return false;
  const quality = Math.max(...PROBLEM_TYPES.map((type) => qualityOf(accept, type)));
  const { asBase64, format } = shape();
  return quality > qualityOf(accept, asBase64 ? 'text/plain' : PICTURE_FORMATS[format]);
}

/** A picture as text, for callers that build a `data:` address from it. */
function inBase64({ bytes }: Picture): Picture {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return { contentType: BASE64_TYPE, bytes: Buffer.from(text, 'latin1') };
}

function setErrorHeader(reply: FastifyReply, error: unknown): void {
  if (error instanceof AppError) void reply.header('x-quickchart-error', headerText(error.message));
}

/** A request for a chart. */
interface ChartRequest {
  /** From `chartKey`. */
  readonly key: string;
  /** Reads the request, which may be wrong. */
  readonly readings: () => readonly ChartReading[];
}

/**
 * Identifies a request for a chart by its exact text.
 *
 * @param kind - separates requests with the same text and another meaning
 * @param content - the address or the body as received
 */
export function chartKey(kind: string, content: string | Uint8Array): string {
  return `${kind} ${hash('sha256', content, 'base64url')}`;
}

/** What is known of a chart that was drawn before. */
interface KnownChart {
  /** Of the picture. */
  readonly etag: string;
  readonly asBase64: boolean;
  readonly warnings: readonly string[];
}

const KNOWN_CHARTS_BYTES = 2 * 1024 * 1024;
// The key, the tag and the objects around them. Rounded up.
const ENTRY_BYTES = 400;

// The same request always gets the same picture, so caches may keep it: for a week, as QuickChart allows.
const CACHE_CONTROL = 'public, max-age=604800';

/** Answers requests for charts, each with as little work as it needs. */
@Injectable()
export class ChartAnswers {
  /** Charts by key: a repeated request is not read again, and gets its 304 even when the picture is gone. */
  private readonly known = new LRUCache<string, KnownChart>({
    maxSize: KNOWN_CHARTS_BYTES,
    sizeCalculation: ({ warnings }) =>
      warnings.reduce((bytes, warning) => bytes + warning.length, ENTRY_BYTES),
  });

  constructor(
    private readonly pictures: Pictures,
    private readonly refusals: Refusals,
    @Inject(SETTINGS) private readonly settings: ChartApiSettings,
  ) {}

  async send(request: FastifyRequest, reply: FastifyReply, chart: ChartRequest): Promise<void> {
    const known = this.known.get(chart.key);
    if (known !== undefined && this.sendKnown(request, reply, known)) return;
    try {
      this.pictures.refuseWhenFull();
      await this.readAndSend(request, reply, chart);
    } catch (error) {
      await this.refusals.send(request, reply, error, () =>
        usableShape(fieldsOrNone(chart), this.settings.CHART_MAX_PIXELS),
      );
    }
  }

  /** @returns false when the chart has to be drawn again */
  private sendKnown(request: FastifyRequest, reply: FastifyReply, known: KnownChart): boolean {
    if (sendUnchanged(request, reply, known)) return true;
    const picture = this.pictures.kept(known.etag);
    if (picture !== undefined) sendChart(reply, known, picture);
    return picture !== undefined;
  }

  private async readAndSend(
    request: FastifyRequest,
    reply: FastifyReply,
    { key, readings }: ChartRequest,
  ): Promise<void> {
    const { request: renderRequest, parameters, warnings } = readChart(readings(), this.settings);
    const asBase64 = parameters.format === 'base64';
    const undrawn = await this.pictures.warningsOf(renderRequest);
    const known = {
      etag: this.pictures.etagOf(renderRequest),
      asBase64,
      warnings: [...warnings, ...undrawn],
    };
    if (sendUnchanged(request, reply, known)) return;
    const picture = await this.pictures.draw(renderRequest);
    this.known.set(key, known);
    sendChart(reply, known, picture);
  }
}

/** Answers a caller that has the chart already. */
function sendUnchanged(request: FastifyRequest, reply: FastifyReply, known: KnownChart): boolean {
  const isUnchanged = hasPicture(request, answerTagOf(known));
  if (isUnchanged) void setChartHeaders(reply, known).status(304).send();
  return isUnchanged;
}

function sendChart(reply: FastifyReply, known: KnownChart, picture: Picture): void {
  const { contentType, bytes } = known.asBase64 ? inBase64(picture) : picture;
  void setChartHeaders(reply, known).type(contentType).send(bytes);
}

/** The entity tag of the answer: the same picture as text is another representation. */
function answerTagOf({ etag, asBase64 }: KnownChart): string {
  return asBase64 ? etag.replace(/"$/, '-base64"') : etag;
}

function setChartHeaders(reply: FastifyReply, known: KnownChart): FastifyReply {
  const { warnings } = known;
  if (warnings.length > 0) void reply.header('x-quickchart-warning', headerText(warnings.join('; ')));
  return reply.header('cache-control', CACHE_CONTROL).header('etag', answerTagOf(known));
}

function fieldsOrNone({ readings }: ChartRequest): Partial<ChartFields> {
  try {
    return readings()[0]?.fields ?? {};
  } catch {
    return {};
  }
}
