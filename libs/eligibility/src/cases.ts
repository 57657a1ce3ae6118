import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { yearOf, type PlainDate } from '@fenming/calendar';
import type { BankAccount } from '@fenming/citizen';
import { latestOf } from '@fenming/programmes';
import {
  derivedId,
  enrolmentDecider,
  payeeOf,
  permitCase,
  personDecider,
  streams,
  type EnrolmentId,
  type EnrolmentState,
  type ExitByDeath,
  type PersonId,
  type Redetermination,
} from '@fenming/subsidy';
import { allOrRefused, orRefused, Refused, type Caller } from '@fenming/commands';
import {
  deathOf,
  excessOf,
  leftOn,
  proposedFor,
  RunningCounty,
  sealBankAccount,
  sealDay,
  unsealBankAccount,
} from '@fenming/county';
import { takeOffLists } from '@fenming/payout';
import { settleExclusions } from './exclusions';
import { DAY_OF_DEATH, idsOfLeadsSaying } from './leads';
import { birthOf, casesOfPayee, casesOfPerson, guardianHold } from './person-cases';

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

export class RecordDeath extends Command<void> {
  constructor(
    readonly death: { readonly enrolment: EnrolmentId; readonly diedOn: PlainDate; readonly source: string },
    readonly caller: Caller,
  ) {
    super();
  }
}

/**
 * A death counts as accepted only when its hold stands in every enrolment of the person; the person's own record comes last. What the person drew
 * for a child is held until another guardian is named.
 */
@CommandHandler(RecordDeath)
export class RecordDeathHandler implements ICommandHandler<RecordDeath> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ death: { enrolment, diedOn, source }, caller }: RecordDeath): Promise<void> {
    const { executor, vault } = this.county;
    const { state } = await executor.load(enrolmentDecider, streams.enrolment(enrolment));
    if (state.key === undefined) throw new Refused({ refused: 'not_found', detail: enrolment });
    const { personId } = state;
    const { state: person } = await executor.load(personDecider, streams.person(personId));
    const bornOn = birthOf(this.county, personId, person);
    const cases = await casesOfPerson(this.county, personId);
    const dead = { personId, diedOn, bornOn, recordedOn: this.recordedOn([...cases.values()]) };
    const tasks = [...cases.keys()].map((id) => ({
      stream: streams.enrolment(id),
      command: (now: EnrolmentState) => this.exit(now, dead),
    }));
    allOrRefused(await executor.many(enrolmentDecider, tasks, caller));
    const children = await casesOfPayee(this.county, personId);
    const held = { do: 'hold' as const, hold: guardianHold(personId), cause: 'guardian_awaited' as const };
    const holds = children.map((id) => ({ stream: streams.enrolment(id), command: () => held }));
    allOrRefused(await executor.many(enrolmentDecider, holds, caller));
    const settles = idsOfLeadsSaying(this.county, person, { ...DAY_OF_DEATH, written: diedOn });
    const death = { do: 'record-death' as const, sealedDay: sealDay(vault, personId, 'death', diedOn), source, settles };
    orRefused(await executor.one(personDecider, streams.person(personId), death, caller));
    await settleExclusions(this.county, [...cases.keys()], caller);
    await takeOffLists(this.county, [...cases.keys(), ...children], caller);
  }

  private recordedOn(states: readonly EnrolmentState[]): PlainDate | undefined {
    return states.map((state) => deathOf(this.county.vault, state)).find((day) => day !== undefined);
  }

  private exit(state: EnrolmentState, { personId, diedOn, bornOn, recordedOn }: Dead): ExitByDeath {
    const { vault } = this.county;
    const years = Object.keys(state.determinations).map(Number);
    const redetermined = years.flatMap((year) => (year < yearOf(diedOn) ? [] : this.redetermined(state, year, diedOn)));
    const sealedDay = sealDay(vault, personId, 'exit', diedOn);
    return {
      do: 'exit-by-death',
      effectiveOn: diedOn,
      sealedDay,
      redetermined,
      ...(bornOn === undefined ? {} : { bornOn }),
      ...(recordedOn === undefined ? {} : { recordedOn }),
    };
  }

  /** A determined year, by the texts in force and with the death. */
  private redetermined(state: EnrolmentState, year: number, diedOn: PlainDate): readonly Redetermination[] {
    const answer = proposedFor(this.county, state, { year, left: { ...leftOn(this.county.vault, state, year), diedOn } });
    if (answer === undefined) return [];
    const { texts, proposal } = answer;
    return [{ year, cause: 'death', proposal, excess: excessOf(latestOf(texts), 'death') }];
  }
}

type Dead = {
  readonly personId: PersonId;
  readonly diedOn: PlainDate;
  readonly bornOn: PlainDate | undefined;
  readonly recordedOn: PlainDate | undefined;
};
