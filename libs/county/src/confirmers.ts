import { areaContains } from '@fenming/citizen';
import { CONFIRMERS, passwordIsOwn, type ActorId } from '@fenming/subsidy';
import type { Actor } from '@fenming/views';
import type { RunningCounty } from './running-county';

/** The accounts that could be confirmed before, where nobody could confirm any account after this. */
export type NobodyLeft = { readonly noConfirmerLeft?: string };

const isOfConfirmers = ({ kind, role, dismissed }: Actor): boolean =>
  kind === 'person' && !dismissed && CONFIRMERS.includes(role);

/** Somebody who works by an account of their own, with a password that nobody gave them, and may say so of another one. */
const mayConfirm = async (folder: RunningCounty, actor: Actor): Promise<boolean> =>
  isOfConfirmers(actor) && actor.awaited === null && passwordIsOwn(await folder.appointments.of(actor.id));

const anyMayConfirm = async (folder: RunningCounty, actors: readonly Actor[]): Promise<boolean> =>
  (await Promise.all(actors.map((actor) => mayConfirm(folder, actor)))).includes(true);

/** Where the file of the accounts was lost, what the log says was given opens nothing any more. */
const comesIn = async (folder: RunningCounty, actor: ActorId): Promise<boolean> => {
  const { credential } = await folder.appointments.of(actor);
  return folder.access.holds({ actor, credential: credential?.change ?? '' });
};

/** Whether the account is the last by which others can be confirmed: it would wait, or be gone, and with it everybody's way out. */
const nobodyLeftBeside = async (folder: RunningCounty, id: ActorId): Promise<NobodyLeft> => {
  if (!folder.rules.moneyBegun()) return {};
  await folder.caughtUp();
  const all = folder.views.actors();
  const leaving = all.find((actor) => actor.id === id);
  if (leaving === undefined || !(await mayConfirm(folder, leaving)) || !(await comesIn(folder, id))) return {};
  const others = all.filter((actor) => actor.id !== id && isOfConfirmers(actor) && areaContains(actor.area, leaving.area));
  if (await anyMayConfirm(folder, others)) return {};
  const waiting = others.filter(({ awaited }) => awaited !== null);
  return { noConfirmerLeft: waiting.map((actor) => actor.id).join('、') };
};

/** Whether anybody could confirm an account once that is asked of everybody: without one, whoever is appointed later would wait for ever. */
export const hasConfirmer = async (folder: RunningCounty): Promise<boolean> => {
  await folder.caughtUp();
  return anyMayConfirm(folder, folder.views.actors());
};

/** Whether the county decides about money, and somebody else could say that this account is in the right hands. */
export const isConfirmable = async (folder: RunningCounty, id: ActorId): Promise<boolean> => {
  if (!folder.rules.moneyBegun()) return false;
  await folder.caughtUp();
  return anyMayConfirm(
    folder,
    folder.views.actors().filter((actor) => actor.id !== id),
  );
};

/** Two of them at once would each be let go because the other one is there: so one waits for the other. */
export const keepingConfirmers = <Answer>(
  folder: RunningCounty,
  id: ActorId,
  change: (left: NobodyLeft) => Promise<Answer>,
): Promise<Answer> => folder.accountTurns.take('accounts', async () => change(await nobodyLeftBeside(folder, id)));
