import { barsOf, type ActorId, type Asked } from '@fenming/subsidy';
import type { RunningCounty } from './running-county';

/** The actor behind a bearer token, as deciders know it. A token counts as long as what it was given for: a reset, a restore or a dismissal ends it. */
export const askedBy = async (county: RunningCounty, token: string): Promise<Omit<Asked, 'at'> | undefined> => {
  const { access, appointments } = county;
  if (access.isOperatorToken(token)) return { by: 'system' as ActorId, role: 'system', area: county.code() };
  const held = access.holderOf(token);
  if (held === undefined) return undefined;
  const state = await appointments.of(held.actor);
  if (state.status !== 'appointed' || held.credential !== (state.credential?.change ?? '')) return undefined;
  const { actorId, role, area, personId } = state.appointment;
  return { by: actorId, role, area, ...(personId === undefined ? {} : { person: personId }), ...barsOf(state) };
};
