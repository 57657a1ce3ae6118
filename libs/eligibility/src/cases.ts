import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { plainDate, yearOf, type PlainDate } from '@fenming/calendar';
import { readCitizenId, type BankAccount } from '@fenming/citizen';
import { latestOf } from '@fenming/programmes';
import {
  derivedId,
  enrolmentDecider,
  enrolmentIdOf,
  permitCase,
  personDecider,
  streams,
  type EnrolmentId,
  type EnrolmentState,
  type Exit,
  type PersonId,
  type Redetermination,
} from '@fenming/subsidy';
import { allOrRefused, orRefused, Refused, type Caller } from '@fenming/commands';
import {
  assessEnrolment,
  deathOf,
  excessOf,
  proposalOf,
  RunningCounty,
  sealBankAccount,
  sealDay,
  unsealBankAccount,
  unsealIdentity,
} from '@fenming/county';
import { takeOffLists } from '@fenming/payout';

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
    const unchanged = state.account !== undefined && unsealBankAccount(vault, state.personId, state.account.sealed) === account;
    const version = derivedId(caller.commandId, 'account');
    const recorded = state.accounts[version];
    // The same request once more is answered as before; another account under its Idempotency-Key would vanish without a word.
    if (recorded !== undefined && unsealBankAccount(vault, state.personId, recorded) !== account)
      throw new Refused({ refused: 'idempotency_conflict' });
    const sealed = sealBankAccount(vault, state.personId, account);
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

/** A death counts as accepted only when its hold stands in every enrolment of the person; the person's own record comes last. */
@CommandHandler(RecordDeath)
export class RecordDeathHandler implements ICommandHandler<RecordDeath> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ death: { enrolment, diedOn, source }, caller }: RecordDeath): Promise<void> {
    const { executor, vault } = this.county;
    const { state } = await executor.load(enrolmentDecider, streams.enrolment(enrolment));
    if (state.key === undefined) throw new Refused({ refused: 'not_found', detail: enrolment });
    const { personId } = state;
    const bornOn = await this.bornOn(personId);
    const programmes = this.county.rules.adopted().map((id) => enrolmentIdOf(personId, id));
    const all = programmes.map(streams.enrolment);
    // Not as last seen: another node may have enrolled the person since, and that enrolment's money must be held too.
    const enrolled = [...(await executor.states(enrolmentDecider, all, 'now'))].filter(([, known]) => known.revision >= 0);
    const dead = { personId, diedOn, bornOn, recordedOn: this.recordedOn(enrolled.map(([, known]) => known.state)) };
    const tasks = enrolled.map(([stream]) => ({ stream, command: (now: EnrolmentState) => this.exit(now, dead) }));
    allOrRefused(await executor.many(enrolmentDecider, tasks, caller));
    const death = { do: 'record-death' as const, sealedDay: sealDay(vault, personId, 'death', diedOn), source };
    orRefused(await executor.one(personDecider, streams.person(personId), death, caller));
    await takeOffLists(this.county, programmes, caller);
  }

  /** The birth by the citizen id, whose own check says that there is such a day. */
  private async bornOn(personId: PersonId): Promise<PlainDate | undefined> {
    const { executor, vault } = this.county;
    const { sealedIdentity } = (await executor.load(personDecider, streams.person(personId))).state;
    if (sealedIdentity === undefined) return undefined;
    const reading = readCitizenId(unsealIdentity(vault, personId, sealedIdentity).citizenId);
    return reading.ok ? plainDate(reading.birthDate) : undefined;
  }

  private recordedOn(states: readonly EnrolmentState[]): PlainDate | undefined {
    return states.map((state) => deathOf(this.county.vault, state)).find((day) => day !== undefined);
  }

  private exit(state: EnrolmentState, { personId, diedOn, bornOn, recordedOn }: Dead): Exit {
    const { vault } = this.county;
    const years = Object.keys(state.determinations).map(Number);
    const redetermined = years.flatMap((year) => (year < yearOf(diedOn) ? [] : this.redetermined(state, year, diedOn)));
    const sealedDay = sealDay(vault, personId, 'exit', diedOn);
    return {
      do: 'exit',
      reason: 'death',
      effectiveOn: diedOn,
      sealedDay,
      redetermined,
      ...(bornOn === undefined ? {} : { bornOn }),
      ...(recordedOn === undefined ? {} : { recordedOn }),
    };
  }

  /** A determined year, by the texts in force and with the death. */
  private redetermined(state: EnrolmentState, year: number, diedOn: PlainDate): readonly Redetermination[] {
    const texts = state.key === undefined ? undefined : this.county.rules.textsOf(state.key.programme, year);
    const assessment = texts === undefined ? undefined : assessEnrolment(this.county.vault, texts, state, { year, diedOn });
    if (texts === undefined || assessment === undefined) return [];
    return [{ year, cause: 'death', proposal: proposalOf(texts, assessment), excess: excessOf(latestOf(texts), 'death') }];
  }
}

type Dead = {
  readonly personId: PersonId;
  readonly diedOn: PlainDate;
  readonly bornOn: PlainDate | undefined;
  readonly recordedOn: PlainDate | undefined;
};
