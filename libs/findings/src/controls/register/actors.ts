import type { Handlers } from '../../log-event';

export type Appointment = {
  readonly role: string;
  readonly area: string;
  readonly personId?: string;
  dismissed: boolean;
};

/** Who may act, as the log says. */
export class Actors {
  private readonly appointments = new Map<string, Appointment>();

  of(actor: string): Appointment | undefined {
    return this.appointments.get(actor);
  }

  /** The citizen behind an account, or the account itself: two accounts of one citizen are one person. */
  whoIs(actor: string): string {
    return this.of(actor)?.personId ?? `账号 ${actor}`;
  }

  readonly on: Handlers = {
    ActorAppointed: ({ actorId, role, area, personId }) => {
      const person = personId === undefined ? {} : { personId };
      this.appointments.set(actorId, { role, area, ...person, dismissed: false });
    },
    ActorDismissed: ({ actorId }) => {
      const appointment = this.appointments.get(actorId);
      if (appointment !== undefined) appointment.dismissed = true;
    },
  };
}
