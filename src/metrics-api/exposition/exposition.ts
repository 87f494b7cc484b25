import { Injectable } from '@nestjs/common';
import type { Snapshot } from '../../generator/group-at.js';
import { CurrentModel } from '../model/current-model.js';
import { DayCounters } from './day-counters.js';
import type { TextFormat } from './text-format.js';
import { writeExposition } from './write-exposition.js';

/** The text of the last complete tick, written once for each format. */
@Injectable()
export class Exposition {
  private readonly texts = new Map<TextFormat, Promise<string>>();
  private snapshot: Snapshot | undefined;

  constructor(
    private readonly current: CurrentModel,
    private readonly counters: DayCounters,
  ) {}

  async text(format: TextFormat): Promise<string> {
    const { snapshot, model } = this.current;
    if (snapshot !== this.snapshot) this.texts.clear();
    this.snapshot = snapshot;
    const text =
      this.texts.get(format) ??
      this.counters.read(model, snapshot.tick, (counters) => writeExposition(format, counters, snapshot));
    this.texts.set(format, text);
    return text;
  }
}
