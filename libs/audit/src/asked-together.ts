/**
 * One costly work for many who ask: whoever asks while it is under way gets the answer of the next one, which begins after they asked and sees
 * what they have seen. However many ask, one is worked at and one waits.
 */
export class AskedTogether<Answer> {
  private underWay: Promise<unknown> = Promise.resolve();
  private next: Promise<Answer> | undefined;

  constructor(private readonly work: () => Promise<Answer>) {}

  ask(): Promise<Answer> {
    this.next ??= this.underWay.then(() => {
      this.next = undefined;
      const begun = this.work();
      this.underWay = begun.catch(() => undefined);
      return begun;
    });
    return this.next;
  }
}
