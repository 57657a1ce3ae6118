import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { actorDecider, streams, type ActorId, type Appointment } from '@fenming/subsidy';
import { orRefused, Refused, type Caller } from '@fenming/commands';
import { Folder, isConfirmable, keepingConfirmers } from '@fenming/county';
import { changeOf, equip } from './equip';
import { passwordFault } from './passwords';

/** What came of an account: what a second person has to confirm, and a machine's token, said this once. */
export type AccountNow = { readonly id: ActorId; readonly unconfirmed?: string; readonly token?: string };

/** The account as it stands after a change, and nobody works by what was known of it before. */
export const accountNow = async (folder: Folder, id: ActorId, token?: string): Promise<AccountNow> => {
  folder.actorChanged(id);
  const { awaited } = await folder.actor(id);
  return { id, ...(awaited === undefined ? {} : { unconfirmed: awaited }), ...(token === undefined ? {} : { token }) };
};

/** What an account goes by beside its own name. */
const namesOf = (appointment: Appointment | undefined): readonly string[] =>
  appointment === undefined ? [] : [appointment.role, appointment.title];

/** The operator gives an account another password, or a machine another token. */
export class ResetCredential extends Command<AccountNow> {
  constructor(
    readonly id: ActorId,
    readonly password: string | undefined,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ResetCredential)
export class ResetCredentialHandler implements ICommandHandler<ResetCredential> {
  constructor(private readonly folder: Folder) {}

  async execute({ id, password, caller }: ResetCredential): Promise<AccountNow> {
    const { appointment } = await this.folder.actor(id);
    const fault = password === undefined ? undefined : passwordFault(password, id, ...namesOf(appointment));
    if (fault !== undefined) throw new Refused(fault);
    const derived = password === undefined ? {} : { password: await this.folder.access.derive(password) };
    const [given] = await keepingConfirmers(this.folder, id, (left) => equip(this.folder, [{ id, ...derived, ...left }], caller));
    if (given !== undefined) orRefused(given.outcome);
    return accountNow(this.folder, id, given?.token);
  }
}

/** A person changes the own password, with the old one. */
export class ChangeOwnPassword extends Command<string | undefined> {
  constructor(
    readonly current: string,
    readonly password: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Answers a new session, for the one it was asked in ends with all the others; undefined where the old password is wrong. */
@CommandHandler(ChangeOwnPassword)
export class ChangeOwnPasswordHandler implements ICommandHandler<ChangeOwnPassword> {
  constructor(private readonly folder: Folder) {}

  async execute({ current, password, caller }: ChangeOwnPassword): Promise<string | undefined> {
    const { by } = caller.asked;
    const { access, executor } = this.folder;
    const { appointment, credential } = await this.folder.actor(by);
    const fault = passwordFault(password, by, ...namesOf(appointment));
    if (fault !== undefined) throw new Refused(fault);
    if ((await access.credentialOf(by, current)) !== (credential?.change ?? '')) return undefined;
    if (password.normalize('NFKC') === current.normalize('NFKC')) throw new Refused({ refused: 'password_unchanged' });
    const derived = await access.deriveOwn(by, password);
    const change = changeOf(caller, by);
    const confirmable = await isConfirmable(this.folder, by);
    orRefused(await executor.one(actorDecider, streams.actor(by), { do: 'change-own', change, confirmable }, caller));
    this.folder.actorChanged(by);
    access.setOwnPassword({ actor: by, credential: change }, derived);
    return access.openSession(by, change);
  }
}

/** Whatever the account has to come in with ends at once; its appointment stays. */
export class RevokeCredential extends Command<AccountNow> {
  constructor(
    readonly id: ActorId,
    readonly reason: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(RevokeCredential)
export class RevokeCredentialHandler implements ICommandHandler<RevokeCredential> {
  constructor(private readonly folder: Folder) {}

  async execute({ id, reason, caller }: RevokeCredential): Promise<AccountNow> {
    const { folder } = this;
    const command = { do: 'revoke' as const, reason };
    const revoked = await keepingConfirmers(folder, id, (left) =>
      folder.executor.one(actorDecider, streams.actor(id), { ...command, ...left }, caller),
    );
    orRefused(revoked);
    this.folder.access.endCredential(id);
    return accountNow(this.folder, id);
  }
}

/** A second person confirms what was changed at an account, by the name of that change: a later one waits anew. */
export class ConfirmActor extends Command<AccountNow> {
  constructor(
    readonly id: ActorId,
    readonly change: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ConfirmActor)
export class ConfirmActorHandler implements ICommandHandler<ConfirmActor> {
  constructor(private readonly folder: Folder) {}

  async execute({ id, change, caller }: ConfirmActor): Promise<AccountNow> {
    const command = { do: 'confirm' as const, change, confirmer: await this.folder.actor(caller.asked.by) };
    orRefused(await this.folder.executor.one(actorDecider, streams.actor(id), command, caller));
    return accountNow(this.folder, id);
  }
}
