/** Commands of one process on one stream wait for each other: twenty at once would otherwise take each other's place again and again. */
export class Turns {
  /** By stream, when the last one that waits will be over. */
  private readonly last = new Map<string, Promise<void>>();

  take<Answer>(stream: string, work: () => Promise<Answer>): Promise<Answer> {
    const done = (this.last.get(stream) ?? Promise.resolve()).then(work);
    const over = done.then(
      () => undefined,
      () => undefined,
    );
    this.last.set(stream, over);
    void over.then(() => (this.last.get(stream) === over ? this.last.delete(stream) : undefined));
    return done;
  }
}
