import { say } from '@fenming/language';
import { read } from '@fenming/subsidy';
import type { Handlers, LogEvent } from '../../log-event';

export type Appointment = {
  role: string;
  area: string;
  readonly personId?: string;
  dismissed: boolean;
  /** The change that no second person has confirmed yet. */
  awaited?: string | undefined;
  /** Every office that the account has had: what was decided in one is carried out after it has changed. */
  readonly offices: { readonly role: string; readonly area: string }[];
};

/** Written down once more: what controls the deciders and the words must not take their lists from them. */
export const ACCOUNT_CONFIRMERS = [
  'inspector',
  'health',
  'finance-maker',
  'finance-checker',
  'finance-approver',
  'finance-releaser',
];

/** Who may act, as the log says. */
export class Actors {
  private readonly appointments = new Map<string, Appointment>();
  /** Whether the county had adopted a programme: from then on nobody gives an account anew alone. */
  private moneyBegun = false;

  of(actor: string): Appointment | undefined {
    return this.appointments.get(actor);
  }

  /** The citizen behind an account, or the account itself: two accounts of one citizen are one person. */
  whoIs(actor: string): string {
    return this.of(actor)?.personId ?? say(`账号 ${actor}`, `account ${actor}`);
  }

  /** Asked of the log itself and not of what the event says of it: one that was written as if nobody had to confirm it is found too. */
  private changed(actorId: string, change: string, event: LogEvent): void {
    const appointment = this.appointments.get(actorId);
    if (appointment === undefined) return;
    const own = event.meta.actor === actorId;
    const said = (read(event) as { readonly awaitsConfirmation?: boolean }).awaitsConfirmation === true;
    const waits = appointment.awaited !== undefined || (!own && appointment.role !== 'village' && (said || this.moneyBegun));
    appointment.awaited = waits ? change : undefined;
  }

  private mayConfirm(by: string, of: string): boolean {
    const confirmer = this.of(by);
    return (
      by !== of &&
      confirmer !== undefined &&
      !confirmer.dismissed &&
      confirmer.awaited === undefined &&
      ACCOUNT_CONFIRMERS.includes(confirmer.role)
    );
  }

  readonly on: Handlers = {
    ProgrammeAdopted: () => void (this.moneyBegun = true),
    ActorAppointed: ({ actorId, role, area, personId }) => {
      const person = personId === undefined ? {} : { personId };
      this.appointments.set(actorId, { role, area, ...person, dismissed: false, offices: [{ role, area }] });
    },
    ActorReassigned: ({ actorId, role, area, change }, event) => {
      const appointment = this.appointments.get(actorId);
      if (appointment === undefined) return;
      appointment.offices.push({ role, area });
      Object.assign(appointment, { role, area });
      this.changed(actorId, change, event);
    },
    CredentialSet: ({ actorId, change }, event) => this.changed(actorId, change, event),
    ActorConfirmed: ({ actorId, change }, { meta }) => {
      const appointment = this.appointments.get(actorId);
      if (appointment?.awaited === change && this.mayConfirm(meta.actor, actorId)) appointment.awaited = undefined;
    },
    ActorDismissed: ({ actorId }) => {
      const appointment = this.appointments.get(actorId);
      if (appointment !== undefined) appointment.dismissed = true;
    },
  };
}
