import { Counter, Gauge } from 'prom-client';
import type { Telemetry } from '../../platform/telemetry/telemetry.js';
import type { Pictures } from '../pictures.js';

/** Shows how many pictures were drawn and how many were there already, as of each scrape. */
export function observePictures(pictures: Pictures, telemetry: Telemetry): void {
  const registers = [telemetry.registry];
  const count = (name: string, help: string, read: () => number) =>
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  count(
    'picture_cache_hits_total',
    'Pictures that were asked for and there already.',
    () => pictures.counts.hits,
  );
  count(
    'picture_cache_misses_total',
    'Pictures that were asked for and had to be drawn.',
    () => pictures.counts.misses,
  );
  count(
    'pictures_coalesced_total',
    'Pictures that were asked for while the same was being drawn for somebody else.',
    () => pictures.counts.coalesced,
  );
  new Gauge({
    name: 'picture_cache_bytes',
    help: 'Bytes that kept pictures take.',
    registers,
    collect() {
      this.set(pictures.keptBytes);
    },
  });
}
