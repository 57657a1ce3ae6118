import type { Writable } from 'node:stream';
import type { PeerRefusal } from './refusals';

/** The sending side of a call: as fast as the other side takes it, and no longer than it listens. */
export class Outlet<Answer> {
  /** Resolves when the other side has gone or the call has ended. */
  readonly closed: Promise<void>;
  private over = false;
  private markClosed: () => void = () => {};

  constructor(private readonly call: Writable & { readonly cancelled: boolean }) {
    this.closed = new Promise((resolve) => {
      this.markClosed = resolve;
    });
    call.on('cancelled', () => this.close());
    call.on('close', () => this.close());
    call.on('error', () => this.close());
  }

  get isOpen(): boolean {
    return !this.over && !this.call.cancelled;
  }

  async send(answer: Answer): Promise<void> {
    if (!this.isOpen || this.call.write(answer)) return;
    let drained: () => void = () => {};
    const drain = new Promise<void>((resolve) => {
      drained = resolve;
    });
    this.call.once('drain', drained);
    await Promise.race([drain, this.closed]);
    this.call.off('drain', drained);
  }

  end(): void {
    if (this.isOpen) this.call.end();
    this.close();
  }

  fail(refusal: PeerRefusal): void {
    if (this.isOpen) this.call.emit('error', refusal);
    this.close();
  }

  private close(): void {
    this.over = true;
    this.markClosed();
  }
}
