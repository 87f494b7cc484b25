import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DrawnPicture } from '../../rendering/pictures.service.js';

/** How long a picture may be kept by whoever gets it, as `Cache-Control` says it. */
export interface Freshness {
  readonly cacheControl: string;
}

/** Fetched anew at every refresh. */
export const NOT_KEPT: Freshness = { cacheControl: 'no-store' };

/** Sends a picture, or 304 to whoever has it already. */
export function sendPicture(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  picture: DrawnPicture,
  { cacheControl }: Freshness,
): void {
  void reply.header('vary', 'Accept').header('cache-control', cacheControl);
  if (status !== 200) return void reply.status(status).type(picture.contentType).send(picture.bytes);
  void reply.header('etag', picture.etag);
  if (hasPicture(request, picture.etag)) return void reply.status(304).send();
  void reply.type(picture.contentType).send(picture.bytes);
}

/** Whether `If-None-Match` names the picture (RFC 9110, section 13.1.2, which compares weakly). */
export function hasPicture(request: FastifyRequest, etag: string): boolean {
  const wanted = request.headers['if-none-match'];
  // To other methods the header says something else: whether they may be carried out at all.
  if (wanted === undefined || !['GET', 'HEAD'].includes(request.method)) return false;
  return wanted.split(',').some((one) => ['*', etag, `W/${etag}`].includes(one.trim()));
}
