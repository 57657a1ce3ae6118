import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BankAccount } from '@fenming/citizen';
import { orRefused, Refused, type Caller } from '@fenming/commands';
import { RunningCounty, sealBankAccount, unsealBankAccount } from '@fenming/county';
import { takeOffLists } from '@fenming/payout';
import { derivedId, enrolmentDecider, payeeOf, permitCase, streams, type EnrolmentId } from '@fenming/subsidy';

export class CorrectAccount extends Command<void> {
  constructor(
    readonly correction: { readonly enrolment: EnrolmentId; readonly account: BankAccount },
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(CorrectAccount)
export class CorrectAccountHandler implements ICommandHandler<CorrectAccount> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ correction: { enrolment, account }, caller }: CorrectAccount): Promise<void> {
    const { executor, vault } = this.county;
    const stream = streams.enrolment(enrolment);
    const { state } = await executor.load(enrolmentDecider, stream);
    const barred = permitCase(executor.asked(caller), 'township', state.key?.village);
    if (barred !== undefined) throw new Refused(barred);
    if (state.key === undefined) throw new Refused({ refused: 'not_found', detail: enrolment });
    const unchanged = state.account !== undefined && unsealBankAccount(vault, payeeOf(state), state.account.sealed) === account;
    const version = derivedId(caller.commandId, 'account');
    const recorded = state.accounts[version];
    // The same request once more is answered as before; another account under its Idempotency-Key would vanish without a word.
    if (recorded !== undefined && unsealBankAccount(vault, payeeOf(state), recorded) !== account)
      throw new Refused({ refused: 'idempotency_conflict' });
    const sealed = sealBankAccount(vault, payeeOf(state), account);
    orRefused(await executor.oneAsSeen(enrolmentDecider, stream, { do: 'correct-account', version, sealed, unchanged }, caller));
    await takeOffLists(this.county, [enrolment], caller);
  }
}
