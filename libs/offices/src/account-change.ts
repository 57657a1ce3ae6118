import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accountOf, actorDecider, derivedId, streams, type ActorCommand, type ActorId } from '@fenming/subsidy';
import { orRefused, Refused, type Caller, type Outcome } from '@fenming/commands';
import { RunningCounty, keepingConfirmers } from '@fenming/county';
import { equip } from './equip';
import { namesOf, passwordFault } from './passwords';
import { vacated } from './vacancy';

/** What came of an account: what a second person has to confirm, and a machine's token, said this once. */
export type AccountNow = { readonly id: ActorId; readonly unconfirmed?: string; readonly token?: string };

type Of<Name extends ActorCommand['do']> = Extract<ActorCommand, { readonly do: Name }>;
type Revoke = Pick<Of<'revoke'>, 'do' | 'reason'>;
type Reassign = Pick<Of<'reassign'>, 'do' | 'office'>;
type Dismiss = Pick<Of<'dismiss'>, 'do' | 'reason'>;
/**
 * `equip`: the operator gives the account another password, or a machine another token. `revoke`: whatever it comes in with ends at once, its
 * appointment stays. `confirm`: a second person confirms what was changed, by the name of that change: a later one waits anew. `reassign`: another
 * office or area from now on. `dismiss`: the account ends for good.
 */
export type AccountChange =
  | { readonly do: 'equip'; readonly password?: string | undefined }
  | Pick<Of<'confirm'>, 'do' | 'change'>
  | Revoke
  | Reassign
  | Dismiss;

export class ChangeAccount extends Command<AccountNow> {
  constructor(
    readonly id: ActorId,
    readonly change: AccountChange,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ChangeAccount)
export class ChangeAccountHandler implements ICommandHandler<ChangeAccount> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ id, change, caller }: ChangeAccount): Promise<AccountNow> {
    if (change.do === 'equip') return this.equip(id, change.password, caller);
    const { done } = orRefused(await this.decide(id, change, caller));
    const { access } = this.county;
    if (change.do === 'revoke' || change.do === 'dismiss') access.endCredential(id);
    const now = await this.accountNow(id);
    if (change.do === 'dismiss') return { id };
    if (change.do === 'reassign' && done === 'recorded') await this.endSessions(id);
    return now;
  }

  private async equip(id: ActorId, password: string | undefined, caller: Caller): Promise<AccountNow> {
    const appointment = accountOf(await this.county.appointments.of(id))?.appointment;
    const fault = password === undefined ? undefined : passwordFault(password, id, ...namesOf(appointment));
    if (fault !== undefined) throw new Refused(fault);
    const derived = password === undefined ? {} : { password: await this.county.access.derive(password) };
    const [given] = await keepingConfirmers(this.county, id, (left) => equip(this.county, [{ id, ...derived, ...left }], caller));
    if (given !== undefined) orRefused(given.outcome);
    return { ...(await this.accountNow(id)), ...(given?.token === undefined ? {} : { token: given.token }) };
  }

  private async decide(id: ActorId, change: Exclude<AccountChange, { do: 'equip' }>, caller: Caller): Promise<Outcome> {
    const one = (command: ActorCommand): Promise<Outcome> =>
      this.county.executor.one(actorDecider, streams.actor(id), command, caller);
    if (change.do === 'confirm') return one({ ...change, confirmer: await this.county.appointments.of(caller.asked.by) });
    const command = await this.leaving(id, change, caller);
    return keepingConfirmers(this.county, id, (left) => one({ ...command, ...left }));
  }

  /** What the decider has to know of the office that is left. */
  private async leaving(id: ActorId, change: Revoke | Reassign | Dismiss, { commandId }: Caller): Promise<ActorCommand> {
    if (change.do === 'revoke') return change;
    const office = await vacated(this.county, id);
    if (change.do === 'dismiss') return { ...change, ...office };
    const [known, moneyBegun] = [this.county.areas(), this.county.rules.moneyBegun()];
    return { ...change, change: derivedId(commandId, 'office', id), known, moneyBegun, ...office };
  }

  /** The account as it stands after a change, and nobody works by what was known of it before. */
  private async accountNow(id: ActorId): Promise<AccountNow> {
    this.county.appointments.changed(id);
    const awaited = accountOf(await this.county.appointments.of(id))?.awaited;
    return { id, ...(awaited === undefined ? {} : { unconfirmed: awaited }) };
  }

  /** A machine goes on with its token; a person who works at this moment has to see where the account stands now. */
  private async endSessions(id: ActorId): Promise<void> {
    const account = accountOf(await this.county.appointments.of(id));
    if (account?.appointment.kind === 'person') this.county.access.endAll(id);
  }
}
