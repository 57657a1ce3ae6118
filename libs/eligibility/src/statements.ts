import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { allOrRefused, orRefused, Refused, type Caller } from '@fenming/commands';
import { RunningCounty, sealFacts, sealStatement, unsealStatement } from '@fenming/county';
import { takeOffLists } from '@fenming/payout';
import {
  derivedId,
  enrolmentDecider,
  enrolmentIdOf,
  isRefusal,
  mayAccept,
  notOwnCase,
  permitCase,
  personDecider,
  personsOf,
  refuse,
  streams,
  type CorrectFacts,
  type EnrolmentId,
  type EnrolmentState,
  type Hold,
  type PersonId,
  type PersonState,
  type ReleaseHold,
  type Role,
  type Statement,
  type StatementKind,
} from '@fenming/subsidy';
import { changedYears, changesOf, lowers, redeterminedBy, standing, type Stated, type StatementOf } from './statement-effects';
import { wrongWith } from './statement-faults';

/** What becomes of a statement that waits. */
export type StatementStep = { readonly do: 'accept' } | { readonly do: 'drop'; readonly reason: string };

/** Makes a statement; its id is answered. It counts once another person has accepted it. */
export class MakeStatement extends Command<string> {
  constructor(
    readonly said: StatementOf,
    readonly caller: Caller,
  ) {
    super();
  }
}
/** Accepts or drops a statement about the applicant of a case. */
export class SettleStatement extends Command<void> {
  constructor(
    readonly enrolment: EnrolmentId,
    readonly statement: string,
    readonly step: StatementStep,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The applicant of a case that the caller may take steps with. @throws Refused */
const applicantOf = async (
  { executor }: RunningCounty,
  enrolment: EnrolmentId,
  roles: readonly Role[],
  caller: Caller,
): Promise<{ readonly state: EnrolmentState; readonly personId: PersonId; readonly person: PersonState }> => {
  const asked = executor.asked(caller);
  const { state } = await executor.load(enrolmentDecider, streams.enrolment(enrolment));
  const barred = permitCase(asked, roles, state.key?.village) ?? notOwnCase(asked, ...personsOf(state));
  if (barred !== undefined) throw new Refused(barred);
  if (state.key === undefined) throw new Refused(refuse('not_found', enrolment));
  const { personId } = state;
  return { state, personId, person: (await executor.load(personDecider, streams.person(personId))).state };
};

/** Every case of a person, in whatever programme, as it stands now. */
const casesOf = async ({ executor, rules }: RunningCounty, personId: PersonId): Promise<readonly EnrolmentState[]> => {
  const names = rules.adopted().map((id) => streams.enrolment(enrolmentIdOf(personId, id)));
  const states = await executor.states(enrolmentDecider, names, 'now');
  return [...states.values()].flatMap(({ state }) => (state.key === undefined ? [] : [state]));
};

const idsOf = (states: readonly EnrolmentState[]): readonly EnrolmentId[] =>
  states.flatMap(({ key }) => (key === undefined ? [] : [key.enrolmentId]));

@CommandHandler(MakeStatement)
export class MakeStatementHandler implements ICommandHandler<MakeStatement> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ said, caller }: MakeStatement): Promise<string> {
    const { executor, vault } = this.county;
    const { state, personId, person } = await applicantOf(this.county, said.enrolment, ['township', 'health'], caller);
    const wrong = wrongWith(this.county, said, { state, person });
    if (wrong !== undefined) throw new Refused(wrong);
    const { fact, written, since, documentNo, reason } = said;
    const kind: StatementKind = since === undefined ? 'correction' : 'change';
    const opened = since === undefined ? { written } : { written, since };
    const statement = derivedId(caller.commandId, 'statement');
    const cases = await casesOf(this.county, personId);
    const changes = cases.flatMap((one) => changesOf(this.county, one, { ...opened, fact, kind }));
    if (changes.length === 0 && person.statements[statement] === undefined && !this.differs(person, said))
      throw new Refused(refuse('statement_changes_nothing'));
    const lowered = new Set(changes.filter(lowers).map(({ enrolment_id }) => enrolment_id));
    const hold: Hold = { do: 'hold', statement, fact };
    const toHold = cases.filter(({ key }) => key !== undefined && lowered.has(key.enrolmentId));
    // What one of the cases refuses is refused before anything is recorded.
    for (const one of toHold) {
      const decision = enrolmentDecider.decide(one, hold, executor.asked(caller));
      if (isRefusal(decision)) throw new Refused(decision);
    }
    const sealedStatement = sealStatement(vault, personId, opened);
    const made = { personId, statement, fact, kind, sealedStatement, documentNo, reason };
    orRefused(await executor.one(personDecider, streams.person(personId), { do: 'make-statement', said: made }, caller));
    const tasks = [...lowered].map((id) => ({ stream: streams.enrolment(id), command: () => hold }));
    allOrRefused(await executor.many(enrolmentDecider, tasks, caller));
    await takeOffLists(this.county, [...lowered], caller);
    return statement;
  }

  /** What is stated otherwise than before may only concern a year that nobody has applied for yet. */
  private differs({ statements }: PersonState, { fact, written }: StatementOf): boolean {
    const before = standing(statements, fact);
    return (
      before !== undefined && unsealStatement(this.county.vault, before.personId, before.sealedStatement).written !== written
    );
  }
}

/** The facts of all cases stand as stated first, and the person's own record last: whoever is cut off in between accepts once more. */
@CommandHandler(SettleStatement)
export class SettleStatementHandler implements ICommandHandler<SettleStatement> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ enrolment, statement, step, caller }: SettleStatement): Promise<void> {
    const { executor } = this.county;
    const roles: readonly Role[] = step.do === 'accept' ? ['health'] : ['township', 'health'];
    const { personId, person } = await applicantOf(this.county, enrolment, roles, caller);
    const stream = streams.person(personId);
    const cases = await casesOf(this.county, personId);
    if (step.do === 'drop') {
      orRefused(await executor.one(personDecider, stream, { do: 'drop-statement', statement, reason: step.reason }, caller));
      await this.inEvery(cases, () => ({ do: 'release-hold', statement }), caller);
      return;
    }
    const barred = mayAccept(person.statements, statement, executor.asked(caller));
    if (barred !== undefined) throw new Refused(barred);
    const found = person.statements[statement];
    if (found === undefined) throw new Refused(refuse('statement_unknown', statement));
    await this.inEvery(cases, (state) => this.correction(state, found), caller);
    orRefused(await executor.one(personDecider, stream, { do: 'accept-statement', statement }, caller));
    await takeOffLists(this.county, idsOf(cases), caller);
  }

  private async inEvery(
    cases: readonly EnrolmentState[],
    command: (state: EnrolmentState) => CorrectFacts | ReleaseHold,
    caller: Caller,
  ): Promise<void> {
    const tasks = idsOf(cases).map((id) => ({ stream: streams.enrolment(id), command }));
    allOrRefused(await this.county.executor.many(enrolmentDecider, tasks, caller));
  }

  private correction(state: EnrolmentState, { personId, statement, fact, kind, documentNo, ...made }: Statement): CorrectFacts {
    const { vault } = this.county;
    const stated: Stated = { ...unsealStatement(vault, personId, made.sealedStatement), fact, kind };
    const changed = changedYears(this.county, state, stated);
    return {
      do: 'correct-facts',
      statement,
      documentNo,
      years: changed.map(({ year, facts }) => ({ year, sealedFacts: sealFacts(vault, personId, facts) })),
      redetermined: redeterminedBy(this.county, state, changed, stated),
    };
  }
}

/** Answers an objection by an accepted statement about the applicant: what was disputed has been put right. */
export class RemedyObjection extends Command<void> {
  constructor(
    readonly enrolment: EnrolmentId,
    readonly remedy: { readonly objectionId: string; readonly statement: string; readonly reason: string },
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(RemedyObjection)
export class RemedyObjectionHandler implements ICommandHandler<RemedyObjection> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ enrolment, remedy, caller }: RemedyObjection): Promise<void> {
    const { person } = await applicantOf(this.county, enrolment, ['township', 'health'], caller);
    const isAccepted = person.statements[remedy.statement]?.state === 'accepted';
    const command = { do: 'remedy-objection' as const, ...remedy, isAccepted };
    orRefused(await this.county.executor.one(enrolmentDecider, streams.enrolment(enrolment), command, caller));
  }
}
