import { AsyncResource } from 'node:async_hooks';
import PQueue from 'p-queue';
import { Counter, Gauge, type Registry } from 'prom-client';

/** Why a gate refuses: all slots and queue positions are taken, the byte budget is spent, or the wait was too long. */
export type RefusalReason = 'full' | 'bytes' | 'timeout';

/** The limits of a gate; a limit that is absent does not apply. */
export interface AdmissionLimits {
  /** Slots: how much may be in progress at once, an integer >= 1. */
  readonly count?: number;
  /** How many tasks may wait for a slot; see `run`. */
  readonly waiting?: number;
  /** How long a task may wait for a slot. */
  readonly waitMs?: number;
  /** Bytes that all admitted callers may hold together. */
  readonly bytes?: number;
}

/** A slot whose bytes become known one after the other. */
export interface Place {
  /** @throws the gate's error for `bytes`; the bytes are then not counted */
  add(bytes: number): void;
  /** Gives the slot and all bytes back; further calls have no effect. */
  leave(): void;
}

/**
 * A gate in front of work that would exhaust the process if everything were accepted.
 *
 * A gate is used in one of two ways: `enter` and `enterGrowing` admit or refuse at once, `run` queues tasks for a slot.
 */
export class Admission {
  /** Refusals so far, by reason. */
  readonly refused: Record<RefusalReason, number> = { full: 0, bytes: 0, timeout: 0 };
  private slotsTaken = 0;
  private bytesTaken = 0;
  private readonly queue: PQueue;

  /**
   * @param gate - the value of the metrics' label `gate`
   * @param errorFor - makes the error that a refused caller gets
   */
  constructor(
    readonly gate: string,
    readonly limits: AdmissionLimits,
    private readonly errorFor: (reason: RefusalReason) => Error,
  ) {
    this.queue = new PQueue({ concurrency: limits.count ?? Infinity });
  }

  /** Slots that are taken. */
  get inUse(): number {
    return this.slotsTaken;
  }

  /** Tasks that wait for a slot. */
  get waiting(): number {
    return this.queue.size;
  }

  /** Bytes that admitted callers hold. */
  get bytes(): number {
    return this.bytesTaken;
  }

  /**
   * Refuses what `enter` would refuse, before any work is done for it.
   *
   * @throws the gate's error for `full` or `bytes`
   */
  refuseWhenFull(bytes = 1): void {
    const { count = Infinity, bytes: maxBytes = Infinity } = this.limits;
    if (this.slotsTaken >= count) throw this.refusal('full');
    // The first caller always gets in: a budget smaller than one caller's need would otherwise refuse everyone.
    if (this.bytesTaken > 0 && this.bytesTaken + bytes > maxBytes) throw this.refusal('bytes');
  }

  /**
   * Takes a slot and some of the byte budget.
   *
   * @returns gives both back; further calls have no effect
   * @throws the gate's error for `full` or `bytes`
   */
  enter(bytes = 0): () => void {
    this.refuseWhenFull(bytes);
    return this.take(bytes);
  }

  /**
   * Takes a slot for work whose bytes arrive one after the other.
   *
   * @throws the gate's error for `full`
   */
  enterGrowing(): Place {
    const { count = Infinity, bytes: maxBytes = Infinity } = this.limits;
    if (this.slotsTaken >= count) throw this.refusal('full');
    const leaveSlot = this.take(0);
    let held = 0;
    return {
      add: (bytes) => {
        // As above, who is alone gets in.
        if (this.bytesTaken > held && this.bytesTaken + bytes > maxBytes) throw this.refusal('bytes');
        this.bytesTaken += bytes;
        held += bytes;
      },
      leave: () => {
        leaveSlot();
        this.bytesTaken -= held;
        held = 0;
      },
    };
  }

  /**
   * Runs a task as soon as a slot is free, in the order of the calls.
   *
   * @returns the task's result
   * @throws the gate's error for `full`, or for `timeout` when no slot became free in time; the task then never runs
   */
  async run<T>(task: () => Promise<T>): Promise<T> {
    const { count = Infinity, waiting = Infinity, waitMs } = this.limits;
    if (this.slotsTaken + this.queue.size >= count + waiting) throw this.refusal('full');
    const tooLate = new AbortController();
    const timer = waitMs && setTimeout(() => tooLate.abort(this.refusal('timeout')), waitMs);
    // Otherwise it would run in the context of the task whose slot it gets.
    const inSlot = AsyncResource.bind(async () => {
      clearTimeout(timer);
      const leave = this.take(0);
      try {
        return await task();
      } finally {
        leave();
      }
    });
    return this.queue.add(inSlot, { signal: tooLate.signal });
  }

  /** Resolves when no task runs or waits. */
  async idle(): Promise<void> {
    await this.queue.onIdle();
  }

  private take(bytes: number): () => void {
    this.slotsTaken += 1;
    this.bytesTaken += bytes;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.slotsTaken -= 1;
      this.bytesTaken -= bytes;
    };
  }

  private refusal(reason: RefusalReason): Error {
    this.refused[reason] += 1;
    return this.errorFor(reason);
  }
}

const observed = new WeakMap<Registry, Admission[]>();

/** Adds gates to the registry's `admission_*` metrics; each series exists only where the gate has such a limit. Gates of one name are one. */
export function observeAdmission(registry: Registry, ...gates: readonly Admission[]): void {
  const known = observed.get(registry) ?? [];
  known.push(...gates);
  if (observed.has(registry)) return;
  observed.set(registry, known);
  createMetrics(registry, known);
}

function createMetrics(registry: Registry, gates: readonly Admission[]): void {
  const gauge = (
    name: string,
    help: string,
    limit: keyof AdmissionLimits,
    read: (gate: Admission) => number,
  ) =>
    new Gauge({
      name,
      help,
      labelNames: ['gate'],
      registers: [registry],
      collect() {
        this.reset();
        for (const each of gates)
          if (each.limits[limit] !== undefined) this.inc({ gate: each.gate }, read(each));
      },
    });
  gauge('admission_in_use', 'Slots that are taken.', 'count', ({ inUse }) => inUse);
  gauge('admission_waiting', 'Tasks that wait for a slot.', 'waiting', ({ waiting }) => waiting);
  gauge('admission_bytes', 'Bytes that admitted callers hold.', 'bytes', ({ bytes }) => bytes);

  const limitOf = { full: 'count', bytes: 'bytes', timeout: 'waitMs' } as const;
  new Counter({
    name: 'admission_refused_total',
    help: 'Refusals by reason: full (no slot or queue position left), bytes (byte budget spent), timeout (waited too long).',
    labelNames: ['gate', 'reason'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { gate, limits, refused } of gates) {
        for (const reason of ['full', 'bytes', 'timeout'] as const) {
          if (limits[limitOf[reason]] !== undefined) this.inc({ gate, reason }, refused[reason]);
        }
      }
    },
  });
}
