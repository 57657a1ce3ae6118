import type { SealedItem } from '../envelope';
import type { AppendOutcome, Expected } from '../port';
import { positionOf } from '../position';

/**
 * Some or all items of one `appendMany` on their way to the writer. One long text and a few typed arrays cross a thread
 * several times faster than objects do. With `more`, further slices of the same call follow at once and are committed with it.
 */
export type AppendSlice = {
  readonly call: number;
  readonly more: boolean;
  /** Stream names of the items, then id, type and payload of each event, then metas and their instants: one a line, none holds a line end. */
  readonly lines: string;
  /** An item: its expected revision (-1 none, -2 exists) and its number of events. */
  readonly items: Float64Array;
  /** An event: its schema version and which of the metas is its own; events of one command share one. */
  readonly events: Uint32Array;
};

/** `abandon`: a later slice of the call turned out malformed, so nothing of the slices already sent may be recorded. */
export type Order = AppendSlice | { readonly abandon: number } | 'close';

export type WriterOptions = {
  readonly file: string;
  readonly clockFloor: string;
  readonly maxFileBytes: number | undefined;
};

/** `beside`: somebody else wrote into the file since the writer last did. `refused`: nothing of the call was recorded; `full`: for want of room, and later calls may find some. `stopped`: the writer does nothing any more; what it had not answered is unknown. */
export type Reply =
  | { readonly call: number; readonly outcomes: readonly Float64Array[]; readonly beside?: true }
  | { readonly call: number; readonly refused: string; readonly full?: true }
  | { readonly stopped: string };

export function packSlice(call: number, more: boolean, sealed: readonly SealedItem[]): AppendSlice {
  const items = new Float64Array(sealed.length * 2);
  const events = new Uint32Array(sealed.reduce((sum, item) => sum + item.events.length, 0) * 2);
  const lines = sealed.map((item) => item.stream);
  const metas: string[] = [];
  let event = 0;
  sealed.forEach((item, index) => {
    items[index * 2] = packExpected(item.expected);
    items[index * 2 + 1] = item.events.length;
    for (const { id, type, schemaVersion, payload, meta, at } of item.events) {
      if (metas.at(-2) !== meta) metas.push(meta, at);
      lines.push(id, type, payload);
      events[event] = schemaVersion;
      events[event + 1] = metas.length / 2 - 1;
      event += 2;
    }
  });
  return { call, more, lines: lines.concat(metas).join('\n'), items, events };
}

function packExpected(expected: Expected): number {
  if (expected === 'none') return -1;
  return expected === 'exists' ? -2 : expected;
}

/** The writer's view of a slice, read in place. */
export class SliceReader {
  private readonly lines: readonly string[];
  readonly itemCount: number;

  constructor(private readonly slice: AppendSlice) {
    this.lines = slice.lines.split('\n');
    this.itemCount = slice.items.length / 2;
  }

  get streams(): readonly string[] {
    return this.lines.slice(0, this.itemCount);
  }

  stream(item: number): string {
    return this.lines[item] ?? '';
  }

  expected(item: number): Expected {
    const packed = this.slice.items[item * 2] ?? -1;
    if (packed === -1) return 'none';
    return packed === -2 ? 'exists' : packed;
  }

  eventCount(item: number): number {
    return this.slice.items[item * 2 + 1] ?? 0;
  }

  id(event: number): string {
    return this.lines[this.itemCount + event * 3] ?? '';
  }

  type(event: number): string {
    return this.lines[this.itemCount + event * 3 + 1] ?? '';
  }

  payload(event: number): string {
    return this.lines[this.itemCount + event * 3 + 2] ?? '';
  }

  schemaVersion(event: number): number {
    return this.slice.events[event * 2] ?? 0;
  }

  meta(event: number): string {
    return this.lines[this.metaLine(event)] ?? '';
  }

  at(event: number): string {
    return this.lines[this.metaLine(event) + 1] ?? '';
  }

  private metaLine(event: number): number {
    const events = this.slice.events.length / 2;
    return this.itemCount + events * 3 + (this.slice.events[event * 2 + 1] ?? 0) * 2;
  }
}

const KINDS = ['appended', 'already', 'conflict'] as const;

/** Writes item outcomes as three numbers each: the kind, the revision (the actual one of a conflict, -1 for none), the last event's number. */
export class OutcomeWriter {
  readonly numbers: Float64Array;
  private at = 0;

  constructor(items: number) {
    this.numbers = new Float64Array(items * 3);
  }

  add(outcome: (typeof KINDS)[number], revision: number, number: number): void {
    this.numbers[this.at] = KINDS.indexOf(outcome);
    this.numbers[this.at + 1] = revision;
    this.numbers[this.at + 2] = number;
    this.at += 3;
  }
}

export function unpackOutcomes(slices: readonly Float64Array[]): readonly AppendOutcome[] {
  const outcomes: AppendOutcome[] = [];
  for (const numbers of slices) {
    for (let at = 0; at < numbers.length; at += 3) {
      outcomes.push(unpackOutcome(numbers[at] ?? 0, numbers[at + 1] ?? -1, numbers[at + 2] ?? 0));
    }
  }
  return outcomes;
}

function unpackOutcome(kind: number, revision: number, number: number): AppendOutcome {
  const outcome = KINDS[kind];
  if (outcome === 'appended' || outcome === 'already') return { outcome, revision, position: positionOf(number) };
  return { outcome: 'conflict', actual: revision < 0 ? 'none' : revision };
}
