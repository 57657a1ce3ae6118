import { areaContains } from '@fenming/citizen';
import { ACCOUNT_CONFIRMERS, accountOf, passwordIsOwn, type ActorId } from '@fenming/subsidy';
import type { Actor } from '@fenming/views';
import type { RunningCounty } from './running-county';

/** The accounts that could be confirmed before, where nobody could confirm any account after this. */
export type NobodyLeft = { readonly noConfirmerLeft?: string };

const isOfConfirmers = ({ kind, role, dismissed }: Actor): boolean =>
  kind === 'person' && !dismissed && ACCOUNT_CONFIRMERS.includes(role);

/** Somebody who works by an account of their own, with a password that nobody gave them, and may say so of another one. */
const mayConfirm = async (county: RunningCounty, actor: Actor): Promise<boolean> =>
  isOfConfirmers(actor) && actor.awaited === null && passwordIsOwn(await county.appointments.of(actor.id));

const anyMayConfirm = async (county: RunningCounty, actors: readonly Actor[]): Promise<boolean> =>
  (await Promise.all(actors.map((actor) => mayConfirm(county, actor)))).includes(true);

/** Where the file of the accounts was lost, what the log says was given opens nothing any more. */
const comesIn = async (county: RunningCounty, actor: ActorId): Promise<boolean> => {
  const account = accountOf(await county.appointments.of(actor));
  return county.access.holds({ actor, credential: account?.credential?.change ?? '' });
};

/** Whether the account is the last by which others can be confirmed: it would wait, or be gone, and with it everybody's way out. */
const nobodyLeftBeside = async (county: RunningCounty, id: ActorId): Promise<NobodyLeft> => {
  if (!county.rules.moneyBegun()) return {};
  await county.caughtUp();
  const all = county.views.actors();
  const leaving = all.find((actor) => actor.id === id);
  if (leaving === undefined || !(await mayConfirm(county, leaving)) || !(await comesIn(county, id))) return {};
  const others = all.filter((actor) => actor.id !== id && isOfConfirmers(actor) && areaContains(actor.area, leaving.area));
  if (await anyMayConfirm(county, others)) return {};
  const waiting = others.filter(({ awaited }) => awaited !== null);
  return { noConfirmerLeft: waiting.map((actor) => actor.id).join('、') };
};

/** Whether anybody could confirm an account once that is asked of everybody: without one, whoever is appointed later would wait for ever. */
export const hasConfirmer = async (county: RunningCounty): Promise<boolean> => {
  await county.caughtUp();
  return anyMayConfirm(county, county.views.actors());
};

/** Whether the county decides about money, and somebody else could say that this account is in the right hands. */
export const isConfirmable = async (county: RunningCounty, id: ActorId): Promise<boolean> => {
  if (!county.rules.moneyBegun()) return false;
  await county.caughtUp();
  return anyMayConfirm(
    county,
    county.views.actors().filter((actor) => actor.id !== id),
  );
};

/** Two of them at once would each be let go because the other one is there: so one waits for the other. */
export const keepingConfirmers = <Answer>(
  county: RunningCounty,
  id: ActorId,
  change: (left: NobodyLeft) => Promise<Answer>,
): Promise<Answer> => county.accountTurns.take('accounts', async () => change(await nobodyLeftBeside(county, id)));
