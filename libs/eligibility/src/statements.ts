import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { orRefused, Refused, type Caller } from '@fenming/commands';
import { RunningCounty, sealFacts, sealStatement } from '@fenming/county';
import { takeOffLists } from '@fenming/payout';
import {
  derivedId,
  enrolmentDecider,
  isRefusal,
  mayAccept,
  personDecider,
  refuse,
  streams,
  type CorrectFacts,
  type EnrolmentId,
  type EnrolmentState,
  type Hold,
  type Role,
  type Statement,
  type StatementKind,
} from '@fenming/subsidy';
import { inEvery, recordAndHold } from './agreeing-cases';
import { caseInHand } from './case-in-hand';
import { lowers, mustBeAsShown } from './effects';
import { settleExclusions } from './exclusions';
import { basisOfStatement } from './facts-of-case';
import { idsOfLeadsSaying } from './leads';
import { casesOfPerson } from './person-cases';
import {
  changedYears,
  causeOf,
  determinedAgain,
  effectsOfStatement,
  replacedBy,
  type Applicant,
  type StatementOf,
} from './statement-effects';
import { opened, type Stated } from './stated-facts';
import { soundFact } from './statement-faults';

/** What becomes of a statement that waits. `basis`: of what was shown to whoever accepts it. */
export type StatementStep = { readonly do: 'accept'; readonly basis: string } | { readonly do: 'drop'; readonly reason: string };

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
  county: RunningCounty,
  enrolment: EnrolmentId,
  roles: readonly Role[],
  caller: Caller,
): Promise<Applicant> => {
  const state = await caseInHand(county, enrolment, roles, caller);
  return { state, person: (await county.executor.load(personDecider, streams.person(state.personId))).state };
};

@CommandHandler(MakeStatement)
export class MakeStatementHandler implements ICommandHandler<MakeStatement> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ said, caller }: MakeStatement): Promise<string> {
    const { executor, vault } = this.county;
    const applicant = await applicantOf(this.county, said.enrolment, ['township', 'health'], caller);
    const definition = soundFact(this.county, said, applicant);
    if (isRefusal(definition)) throw new Refused(definition);
    const {
      state: { personId },
      person,
    } = applicant;
    const { fact, written, since, documentNo, reason } = said;
    const { title } = definition;
    const kind: StatementKind = since === undefined ? 'correction' : 'change';
    const replaces = replacedBy(this.county, definition, applicant, said);
    const statement = derivedId(caller.commandId, 'statement');
    if (replaces.length === 0 && person.statements[statement] === undefined)
      throw new Refused(refuse('statement_changes_nothing'));
    const sealing = { written, replaces, ...(since === undefined ? {} : { since }) };
    const stated: Stated = { ...sealing, fact, title, kind };
    const hold: Hold = { do: 'hold', hold: statement, cause: 'fact_awaited', fact };
    const lowered = [...(await casesOfPerson(this.county, personId))].filter(([, one]) =>
      effectsOfStatement(this.county, one, stated).effects.some(lowers),
    );
    const sealedStatement = sealStatement(vault, personId, sealing);
    const made = { personId, statement, fact, title, kind, sealedStatement, documentNo, reason };
    const record = async (): Promise<void> => {
      orRefused(await executor.one(personDecider, streams.person(personId), { do: 'make-statement', said: made }, caller));
    };
    await recordAndHold(this.county, new Map(lowered), { hold, record }, caller);
    return statement;
  }
}

/** The facts of all cases stand as stated first, and the person's own record last: whoever is cut off in between accepts once more. */
@CommandHandler(SettleStatement)
export class SettleStatementHandler implements ICommandHandler<SettleStatement> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ enrolment, statement, step, caller }: SettleStatement): Promise<void> {
    const { executor } = this.county;
    const roles: readonly Role[] = step.do === 'accept' ? ['health'] : ['township', 'health'];
    const { state, person } = await applicantOf(this.county, enrolment, roles, caller);
    const { personId } = state;
    const stream = streams.person(personId);
    const known = await casesOfPerson(this.county, personId);
    const cases = [...known.keys()];
    if (step.do === 'drop') {
      orRefused(await executor.one(personDecider, stream, { do: 'drop-statement', statement, reason: step.reason }, caller));
      await inEvery(this.county, cases, () => ({ do: 'release-hold', hold: statement }), caller);
      return;
    }
    const barred = mayAccept(person.statements, statement, executor.asked(caller));
    if (barred !== undefined) throw new Refused(barred);
    const found = person.statements[statement];
    if (found === undefined) throw new Refused(refuse('statement_unknown', statement));
    if (found.state === 'waiting') mustBeAsShown(step.basis, basisOfStatement(this.county, found, known.values()));
    await inEvery(this.county, cases, (state) => this.correction(state, found), caller);
    await settleExclusions(this.county, cases, caller);
    const settles = idsOfLeadsSaying(this.county, person, { about: 'fact', ...opened(this.county, found) });
    orRefused(await executor.one(personDecider, stream, { do: 'accept-statement', statement, settles }, caller));
    await takeOffLists(this.county, cases, caller);
  }

  private correction(state: EnrolmentState, found: Statement): CorrectFacts {
    const stated = opened(this.county, found);
    const changed = changedYears(this.county, state, stated);
    const by = state.key === undefined ? undefined : causeOf(this.county, state, stated);
    const { statement, documentNo } = found;
    return {
      do: 'correct-facts',
      statement,
      documentNo,
      years: changed.map(({ year, facts }) => ({ year, sealedFacts: sealFacts(this.county.vault, found.personId, facts) })),
      redetermined: by === undefined ? [] : determinedAgain(this.county, state, changed, by),
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
