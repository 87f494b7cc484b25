import type { Picture } from '../chart-renderer.port.js';

/** A picture that is ready to be sent. */
export interface DrawnPicture extends Picture {
  /** Strong (RFC 9110, section 8.8.1), quotes included; the same for the same request at every replica. */
  readonly etag: string;
}
