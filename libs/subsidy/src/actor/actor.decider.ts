import { refuse, unreachable, type Decider } from '../decider';
import type { ActorAppointed, ActorEvent } from './actor.events';

export type Appointment = ActorAppointed['data'];
export type ActorState = { readonly appointment?: Appointment; readonly dismissed: boolean };
export type ActorCommand =
  { readonly do: 'appoint'; readonly appointment: Appointment } | { readonly do: 'dismiss'; readonly reason: string };

const same = (a: Appointment, b: Appointment): boolean =>
  a.role === b.role && a.area === b.area && a.kind === b.kind && a.personId === b.personId;

/** Who may act, in which role and area: evidence as much as access, so it stands in the log. Credentials do not. */
export const actorDecider: Decider<ActorState, ActorCommand, ActorEvent> = {
  initial: { dismissed: false },
  evolve: (state, event) => {
    switch (event.type) {
      case 'ActorAppointed':
        return { appointment: event.data, dismissed: false };
      case 'ActorDismissed':
        return { ...state, dismissed: true };
      default:
        return unreachable(event);
    }
  },
  decide: (state, command, asked) => {
    if (asked.role !== 'system') return refuse('forbidden_role', 'system');
    switch (command.do) {
      case 'appoint':
        if (state.appointment === undefined) return [{ type: 'ActorAppointed', data: command.appointment }];
        return same(state.appointment, command.appointment) && !state.dismissed
          ? []
          : refuse('actor_exists', command.appointment.actorId);
      case 'dismiss':
        if (state.appointment === undefined) return refuse('not_found');
        return state.dismissed
          ? []
          : [{ type: 'ActorDismissed', data: { actorId: state.appointment.actorId, reason: command.reason } }];
      default:
        return unreachable(command);
    }
  },
};
