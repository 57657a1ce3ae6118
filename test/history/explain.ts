import type { Operation, Seen } from './record';

/** An append as the log and all who sent it know it. `begun`: first sent; `known`: surely recorded by then, because someone was told or read it. */
type Written = { readonly first: Seen; readonly last: Seen; readonly place: number; readonly begun: number; known: number };

/**
 * Why no serial order explains what the clients were told, given the log that came of it; empty when the log's own order explains all.
 * An append stands at one place or, where its outcome is unknown, at none; nothing stands that was refused; whoever was told of an
 * append, or read it, goes before whoever asked later; a read is what the log held at one moment between its question and its answer.
 */
export function unexplained(operations: readonly Operation[], log: readonly Seen[]): readonly string[] {
  const history = new History(operations, log);
  return [...history.unevenLog(), ...history.appends(), ...history.realTime(), ...history.reads()];
}

class History {
  private readonly streams = new Map<string, Seen[]>();
  private readonly placeOf = new Map<string, number>();
  /** By event id. */
  private readonly written = new Map<string, Written>();

  constructor(
    private readonly operations: readonly Operation[],
    private readonly log: readonly Seen[],
  ) {
    for (const [place, event] of log.entries()) {
      this.placeOf.set(event.id, place);
      this.streams.set(event.stream, [...(this.streams.get(event.stream) ?? []), event]);
    }
    for (const operation of operations) this.note(operation);
    for (const { answer, to } of operations) {
      if (!('events' in answer)) continue;
      for (const { id } of answer.events) {
        const written = this.written.get(id);
        if (written !== undefined) written.known = Math.min(written.known, to);
      }
    }
  }

  private note({ asked, from, to, answer }: Operation): void {
    if (!('append' in asked)) return;
    const events = asked.ids.flatMap((id) => this.log[this.placeOf.get(id) ?? -1] ?? []);
    const [first, last] = [events[0], events.at(-1)];
    if (first === undefined || last === undefined) return;
    const before = this.written.get(first.id);
    const known = Math.min(before?.known ?? Number.POSITIVE_INFINITY, 'position' in answer ? to : Number.POSITIVE_INFINITY);
    const begun = Math.min(before?.begun ?? from, from);
    const written = { first, last, place: this.placeOf.get(first.id) ?? 0, begun, known };
    for (const { id } of events) this.written.set(id, written);
  }

  *unevenLog(): Generator<string> {
    if (this.placeOf.size !== this.log.length) yield 'an event stands twice';
    for (const [place, event] of this.log.entries()) {
      if (event.position <= (this.log[place - 1]?.position ?? '')) yield `positions fall at ${event.position}`;
      if (!this.written.has(event.id)) yield `nobody appended ${event.id}`;
    }
    for (const [stream, events] of this.streams)
      if (events.some(({ revision }, index) => revision !== index)) yield `${stream} has a gap`;
  }

  *appends(): Generator<string> {
    const hoped = new Set(
      this.operations.flatMap(({ asked, answer }) => ('append' in asked && !('refused' in answer) ? asked.ids : [])),
    );
    for (const operation of this.operations) {
      const { asked, answer } = operation;
      if (!('append' in asked)) continue;
      const events = asked.ids.map((id) => this.log[this.placeOf.get(id) ?? -1]);
      const stands = events.filter((event) => event !== undefined).length;
      const name = `the append of ${asked.ids[0]} to ${asked.append}`;
      if (stands !== 0 && stands !== asked.ids.length) yield `${name} stands in part`;
      else if (stands === 0 && 'position' in answer) yield `${name} was acknowledged and is lost`;
      else if (stands > 0 && ('conflict' in answer || !hoped.has(asked.ids[0] ?? ''))) yield `${name} was refused and stands`;
      else if (stands > 0) yield* this.misplaced(operation, name);
      if ('conflict' in answer) yield* this.untrueConflict(operation, answer.conflict, name);
    }
  }

  private *misplaced({ asked, answer }: Operation, name: string): Generator<string> {
    if (!('append' in asked)) return;
    const written = this.written.get(asked.ids[0] ?? '');
    if (written === undefined) return;
    const { first, last } = written;
    const from = asked.expected === 'none' ? 0 : asked.expected === 'exists' ? first.revision : asked.expected + 1;
    const isWhole = last.revision - first.revision === asked.ids.length - 1 && first.stream === asked.append;
    if (!isWhole || first.revision !== from) yield `${name} stands elsewhere than it asked for`;
    if ('position' in answer && (answer.position !== last.position || answer.revision !== last.revision))
      yield `${name} was told another place than its own`;
  }

  /** The revision that a conflict tells was the stream's last at some moment of the call, and not the one expected. */
  private *untrueConflict({ asked, from, to }: Operation, actual: number | 'none', name: string): Generator<string> {
    if (!('append' in asked)) return;
    const events = this.streams.get(asked.append) ?? [];
    const last = actual === 'none' ? -1 : actual;
    const found = events[last];
    const next = events[last + 1];
    const tooEarly = last >= 0 && (found === undefined || this.begun(found) > to);
    const tooLate = next !== undefined && this.known(next) < from;
    const expected = asked.expected === 'none' ? -1 : asked.expected;
    const agrees = expected === 'exists' ? last >= 0 : last === expected;
    if (tooEarly || tooLate || agrees) yield `${name} was told revision ${actual}, which was not so`;
  }

  /** In the log's order, nobody may stand behind one who began only after he was known to stand. */
  *realTime(): Generator<string> {
    let latest = Number.NEGATIVE_INFINITY;
    for (const event of this.log) {
      if (this.known(event) < latest) yield `${event.id} stands behind an append that began after it was recorded`;
      latest = Math.max(latest, this.begun(event));
    }
  }

  *reads(): Generator<string> {
    for (const { asked, answer, from, to } of this.operations) {
      if (!('events' in answer) || 'append' in asked) continue;
      const whole =
        'stream' in asked
          ? (this.streams.get(asked.stream) ?? [])
          : this.log.filter(({ position }) => comesAfter(position, asked.after));
      const name = `a read of ${'stream' in asked ? asked.stream : `all after ${asked.after}`}`;
      const { events } = answer;
      if (events.some(({ id }, index) => id !== whole[index]?.id)) yield `${name} is no beginning of what stands`;
      if (events.some((event) => this.begun(event) > to)) yield `${name} saw what was appended after it`;
      const missed = 'limit' in asked && events.length === asked.limit ? undefined : whole[events.length];
      if (missed !== undefined && this.known(missed) < from) yield `${name} missed ${missed.id}, which was recorded before it`;
    }
  }

  private begun({ id }: Seen): number {
    return this.written.get(id)?.begun ?? Number.NEGATIVE_INFINITY;
  }

  private known({ id }: Seen): number {
    return this.written.get(id)?.known ?? Number.POSITIVE_INFINITY;
  }
}

const comesAfter = (position: string, after: string): boolean => after === 'start' || position > after;
