import type { FastifyReply } from 'fastify';
import type { Picture } from '../rendering/chart-renderer.port.js';

/** Sends a picture that must be fetched anew at every refresh. */
export function sendPicture(reply: FastifyReply, status: number, picture: Picture): void {
  void reply
    .status(status)
    .type(picture.contentType)
    .header('vary', 'Accept')
    .header('cache-control', 'no-store')
    .send(picture.bytes);
}
