import type { ActorId } from '@fenming/subsidy';
import type { RunningCounty } from '@fenming/county';

/** `wasGiven`: what was said is the password that was handed over, and it was changed since. */
export type LoggedIn = { readonly token?: string; readonly wasGiven: boolean };

/** A new session of whoever knows the account's password, or none. Takes as long for an account that nobody has. @throws Later */
export const logIn = async (county: RunningCounty, actor: ActorId, password: string): Promise<LoggedIn> => {
  const { credential, wasGiven } = await county.access.judge(actor, password);
  if (credential === undefined && !wasGiven) return { wasGiven };
  const state = await county.appointments.of(actor);
  if (state.status !== 'appointed') return { wasGiven: false };
  const stands = credential !== undefined && credential === (state.credential?.change ?? '');
  return stands ? { token: county.access.openSession(actor, credential), wasGiven } : { wasGiven };
};
