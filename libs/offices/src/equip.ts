import { actorDecider, derivedId, streams, type ActorId } from '@fenming/subsidy';
import type { Caller, Outcome } from '@fenming/commands';
import type { DerivedPassword, RunningCounty, NobodyLeft } from '@fenming/county';

/** Somebody who gets a password, or a machine that gets a token. */
export type Equipped = { readonly id: ActorId; readonly password?: DerivedPassword } & NobodyLeft;
export type Given = { readonly outcome: Outcome; readonly change: string; readonly token?: string };

/**
 * First the event, then the secret: a crash between the two leaves an account by which nobody comes in, and never a secret without a trace.
 * In the order of the accounts.
 */
export const equip = async (county: RunningCounty, accounts: readonly Equipped[], caller: Caller): Promise<readonly Given[]> => {
  const moneyBegun = county.rules.moneyBegun();
  const outcomes = await county.executor.many(
    actorDecider,
    accounts.map(({ id, password, ...left }) => {
      const kind = password === undefined ? ('token' as const) : ('password' as const);
      const command = { do: 'equip' as const, change: changeOf(caller, id), kind, moneyBegun, ...left };
      return { stream: streams.actor(id), command: () => command, idSuffix: 'credential' };
    }),
    caller,
  );
  const given = accounts.flatMap((account, i) => (isRecorded(outcomes[i]) ? [account] : []));
  const tokens = keep(county, given, caller);
  return accounts.map(({ id }, i) => {
    const token = tokens.get(id);
    const outcome = outcomes[i] ?? { refused: 'not_found' as const };
    return { outcome, change: changeOf(caller, id), ...(token === undefined ? {} : { token }) };
  });
};

/** The name of what this command gives to an account. */
export const changeOf = ({ commandId }: Caller, id: ActorId): string => derivedId(commandId, 'credential', id);

const isRecorded = (outcome: Outcome | undefined): boolean =>
  outcome !== undefined && 'done' in outcome && outcome.done === 'recorded';

const keep = (county: RunningCounty, given: readonly Equipped[], caller: Caller): ReadonlyMap<ActorId, string> => {
  const { access } = county;
  const machines: { readonly actor: ActorId; readonly credential: string }[] = [];
  for (const { id, password } of given) {
    county.appointments.changed(id);
    const holder = { actor: id, credential: changeOf(caller, id) };
    if (password === undefined) machines.push(holder);
    else access.setPassword(holder, password);
  }
  const tokens = access.giveTokens(machines);
  return new Map(machines.map(({ actor }, i) => [actor, tokens[i] ?? '']));
};
