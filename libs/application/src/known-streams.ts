/** A stream's state as it was last seen. `causes`: the command ids of its events, so that a repeated command is recognised. */
export type Known<State> = { readonly state: State; readonly revision: number; readonly causes: readonly string[] };

const CAPACITY = 60_000;

/** The states of the streams used last, oldest use out first. Only a guess at the log: every append still names its revision. */
export class KnownStreams {
  private readonly streams = new Map<string, Known<unknown>>();

  get(stream: string): Known<unknown> | undefined {
    return this.streams.get(stream);
  }

  set(stream: string, known: Known<unknown>): void {
    this.streams.delete(stream);
    this.streams.set(stream, known);
    if (this.streams.size <= CAPACITY) return;
    const [oldest] = this.streams.keys();
    if (oldest !== undefined) this.streams.delete(oldest);
  }
}
