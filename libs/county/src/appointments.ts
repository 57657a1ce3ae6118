import type { ActorId, ActorState } from '@fenming/subsidy';

/** Who is appointed, as the log last said; read once and kept until it changes. */
export class Appointments {
  private readonly known = new Map<ActorId, Promise<ActorState>>();

  constructor(private readonly read: (actor: ActorId) => Promise<ActorState>) {}

  /** The answer is kept from when it was asked for: one that was on its way when the account changed is forgotten with it. */
  of(actor: ActorId): Promise<ActorState> {
    const known = this.known.get(actor);
    if (known !== undefined) return known;
    const read = this.read(actor);
    this.known.set(actor, read);
    read.catch(() => this.changed(actor));
    return read;
  }

  changed(actor: ActorId): void {
    this.known.delete(actor);
  }
}
