import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accountOf, actorDecider, streams } from '@fenming/subsidy';
import { orRefused, Refused, type Caller } from '@fenming/commands';
import { RunningCounty, isConfirmable } from '@fenming/county';
import { changeOf } from './equip';
import { namesOf, passwordFault } from './passwords';

/** A person changes their own password, with the old one. */
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
  constructor(private readonly county: RunningCounty) {}

  async execute({ current, password, caller }: ChangeOwnPassword): Promise<string | undefined> {
    const { by } = caller.asked;
    const { access, executor } = this.county;
    const account = accountOf(await this.county.appointments.of(by));
    const fault = passwordFault(password, by, ...namesOf(account?.appointment));
    if (fault !== undefined) throw new Refused(fault);
    if ((await access.credentialOf(by, current)) !== (account?.credential?.change ?? '')) return undefined;
    if (password.normalize('NFKC') === current.normalize('NFKC')) throw new Refused({ refused: 'password_unchanged' });
    const derived = await access.deriveOwn(by, password);
    const change = changeOf(caller, by);
    const confirmable = await isConfirmable(this.county, by);
    orRefused(await executor.one(actorDecider, streams.actor(by), { do: 'change-own', change, confirmable }, caller));
    this.county.appointments.changed(by);
    access.setOwnPassword({ actor: by, credential: change }, derived);
    return access.openSession(by, change);
  }
}
