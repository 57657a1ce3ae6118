import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { yearOf, type PlainDate } from '@fenming/calendar';
import { orRefused, Refused, type Caller } from '@fenming/commands';
import { excessOf, leftOn, proposedFor, RunningCounty, sealDay, unsealDay } from '@fenming/county';
import { takeOffLists } from '@fenming/payout';
import { latestOf } from '@fenming/programmes';
import {
  derivedId,
  enrolmentDecider,
  isDead,
  mayConfirmDeath,
  mayDropDeath,
  personDecider,
  refuse,
  streams,
  type DeathProposal,
  type Enrolment,
  type EnrolmentCommand,
  type EnrolmentId,
  type EnrolmentKey,
  type EnrolmentState,
  type Hold,
  type PersonId,
  type PersonState,
  type Redetermination,
  type Role,
} from '@fenming/subsidy';
import { inEvery, recordAndHold } from './agreeing-cases';
import { caseInHand } from './case-in-hand';
import { basisOf, effectsOfRedetermined, mustBeAsShown, shownTo, type CaseEffects, type Shown } from './effects';
import { settleExclusions } from './exclusions';
import { DAY_OF_DEATH, idsOfLeadsSaying } from './leads';
import { birthOf, casesOfPayee, casesOfPerson, guardianHold } from './person-cases';

/** A death, or one that never was: said under a document by one person, confirmed by another who has seen what it does, or dropped. */
export type DeathStep =
  | { readonly do: 'propose'; readonly diedOn: PlainDate; readonly documentNo: string; readonly source: string }
  | { readonly do: 'propose-withdrawal'; readonly documentNo: string; readonly reason: string }
  | { readonly do: 'confirm'; readonly documentNo: string; readonly basis: string }
  | { readonly do: 'drop'; readonly note: string };

/** About the applicant of a case. */
export class TakeDeathStep extends Command<void> {
  constructor(
    readonly enrolment: EnrolmentId,
    readonly step: DeathStep,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** What waits for a second signature, and what it would make of the determined years. `note`: how a death is known, or why it is withdrawn. */
export type DeathTold = {
  readonly step: DeathProposal['step'];
  readonly died_on: PlainDate | null;
  readonly document_no: string;
  readonly note: string;
  readonly proposed_by: string;
} & Shown;

/** Under which cases are held for a death that this command proposes. */
export const heldForDeath = ({ commandId }: Caller): string => derivedId(commandId, 'death');

const MAKERS: readonly Role[] = ['township', 'health'];
const dayOf = ({ vault }: RunningCounty, { personId, sealedDay }: DeathProposal & { readonly step: 'death' }): PlainDate =>
  unsealDay(vault, personId, 'death', sealedDay);

/** The determined years by the texts in force: with the death from its year on, or as of somebody who is alive. */
const redeterminedBy = (county: RunningCounty, state: Enrolment, said: DeathProposal): readonly Redetermination[] => {
  const isDeath = said.step === 'death';
  const { death: _withdrawn, ...alive } = state;
  const died = isDeath ? { diedOn: dayOf(county, said) } : {};
  return Object.keys(state.determinations).flatMap((text): readonly Redetermination[] => {
    const year = Number(text);
    if (died.diedOn !== undefined && year < yearOf(died.diedOn)) return [];
    const answer = proposedFor(county, alive, { year, left: { ...leftOn(county.vault, alive, year), ...died } });
    if (answer === undefined) return [];
    const { texts, proposal } = answer;
    return isDeath
      ? [{ year, cause: 'death', proposal, excess: excessOf(latestOf(texts), 'death') }]
      : [{ year, cause: 'exit_withdrawn', proposal, excess: 'undecided' }];
  });
};

const saidIn = ({ step, documentNo, by }: DeathProposal): readonly string[] => [step, documentNo, by];
/** Of the cases that it has not reached yet. */
const effectsIn = (county: RunningCounty, said: DeathProposal, cases: Iterable<Enrolment>): readonly CaseEffects[] =>
  [...cases]
    .filter((one) => isDead(one) === (said.step === 'withdrawal'))
    .map((one) => effectsOfRedetermined(county, one, redeterminedBy(county, one, said)));

/** What is said of a death of the applicant of a case; undefined where nothing waits. Throws VaultError. */
export const deathTold = async (
  county: RunningCounty,
  id: EnrolmentId,
  sees: (key: EnrolmentKey) => boolean,
): Promise<DeathTold | undefined> => {
  const { state } = await county.executor.load(enrolmentDecider, streams.enrolment(id));
  if (state.key === undefined) return undefined;
  const { deathProposal: said } = (await county.executor.load(personDecider, streams.person(state.personId))).state;
  if (said === undefined) return undefined;
  const cases = await casesOfPerson(county, state.personId);
  return {
    step: said.step,
    died_on: said.step === 'death' ? dayOf(county, said) : null,
    document_no: said.documentNo,
    note: said.step === 'death' ? said.source : said.reason,
    proposed_by: said.by,
    ...shownTo(sees, saidIn(said), effectsIn(county, said, cases.values())),
  };
};

type Applicant = { readonly personId: PersonId; readonly person: PersonState };

@CommandHandler(TakeDeathStep)
export class TakeDeathStepHandler implements ICommandHandler<TakeDeathStep> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ enrolment, step, caller }: TakeDeathStep): Promise<void> {
    const { executor } = this.county;
    const isForCounty = step.do === 'confirm' || step.do === 'propose-withdrawal';
    const { personId } = await caseInHand(this.county, enrolment, isForCounty ? 'health' : MAKERS, caller);
    const { state: person } = await executor.load(personDecider, streams.person(personId));
    const applicant = { personId, person };
    if (step.do === 'propose') return this.propose(applicant, step, caller);
    if (step.do === 'confirm') return this.confirm(applicant, step, caller);
    if (step.do === 'drop') return this.drop(applicant, step, caller);
    const { documentNo, reason } = step;
    const command = { do: 'propose-death-withdrawal' as const, said: { personId, documentNo, reason } };
    orRefused(await executor.one(personDecider, streams.person(personId), command, caller));
  }

  /** Nothing goes to the account of whoever may be dead, for whatever case. */
  private async propose(
    { personId, person }: Applicant,
    { diedOn, documentNo, source }: DeathStep & { readonly do: 'propose' },
    caller: Caller,
  ): Promise<void> {
    const { executor, vault } = this.county;
    const id = heldForDeath(caller);
    const said = { personId, hold: id, sealedDay: sealDay(vault, personId, 'death', diedOn), documentNo, source };
    const bornOn = birthOf(this.county, personId, person);
    const command = { do: 'propose-death' as const, said, diedOn, ...(bornOn === undefined ? {} : { bornOn }) };
    const record = async (): Promise<void> => {
      orRefused(await executor.one(personDecider, streams.person(personId), command, caller));
    };
    const hold: Hold = { do: 'hold', hold: id, cause: 'death_awaited' };
    await recordAndHold(this.county, await this.paidTo(personId), { hold, record }, caller);
  }

  /** Cases that a person applied for, and those of children that the person is paid for. */
  private async paidTo(personId: PersonId): Promise<ReadonlyMap<EnrolmentId, Enrolment>> {
    const [own, children] = [await casesOfPerson(this.county, personId), await casesOfPayee(this.county, personId)];
    return new Map([...own, ...children]);
  }

  /**
   * The cases come first and the person's own record last: whoever is cut off in between confirms once more. What the person drew for a child is
   * held until another guardian is named.
   */
  private async confirm(
    { personId, person }: Applicant,
    { documentNo, basis }: DeathStep & { readonly do: 'confirm' },
    caller: Caller,
  ): Promise<void> {
    const { executor } = this.county;
    const barred = mayConfirmDeath(person, documentNo, executor.asked(caller));
    if (barred !== undefined) throw new Refused(barred);
    const { deathProposal: said } = person;
    if (said === undefined) return;
    const known = await casesOfPerson(this.county, personId);
    mustBeAsShown(basis, basisOf(saidIn(said), effectsIn(this.county, said, known.values())));
    const cases = [...known.keys()];
    const children = [...(await casesOfPayee(this.county, personId)).keys()];
    const deciding = this.deciding(said);
    await inEvery(this.county, cases, deciding, caller);
    await inEvery(this.county, children, () => this.ofChildren(said), caller);
    await settleExclusions(this.county, cases, caller);
    await takeOffLists(this.county, [...cases, ...children], caller);
    const settles = said.step === 'death' ? this.leadsOf(person, said) : [];
    const command = { do: 'confirm-death' as const, documentNo, settles };
    orRefused(await executor.one(personDecider, streams.person(personId), command, caller));
  }

  private leadsOf(person: PersonState, said: DeathProposal & { readonly step: 'death' }): readonly string[] {
    return idsOfLeadsSaying(this.county, person, { ...DAY_OF_DEATH, written: dayOf(this.county, said) });
  }

  private deciding(said: DeathProposal): (state: EnrolmentState) => EnrolmentCommand {
    const redetermined = (state: EnrolmentState): readonly Redetermination[] =>
      state.key === undefined ? [] : redeterminedBy(this.county, state, said);
    if (said.step === 'withdrawal') {
      const { documentNo, reason: note } = said;
      return (state) => ({ do: 'withdraw-exit-by-death', documentNo, note, redetermined: redetermined(state) });
    }
    const effectiveOn = dayOf(this.county, said);
    const sealedDay = sealDay(this.county.vault, said.personId, 'exit', effectiveOn);
    const { hold } = said;
    return (state) => ({ do: 'exit-by-death', effectiveOn, sealedDay, hold, redetermined: redetermined(state) });
  }

  private ofChildren(said: DeathProposal): EnrolmentCommand {
    const hold = guardianHold(said.personId);
    if (said.step === 'withdrawal') return { do: 'release-hold', hold };
    return { do: 'hold', hold, cause: 'guardian_awaited', replaces: said.hold };
  }

  private async drop(
    { personId, person }: Applicant,
    { note }: DeathStep & { readonly do: 'drop' },
    caller: Caller,
  ): Promise<void> {
    const { executor } = this.county;
    const barred = mayDropDeath(person, executor.asked(caller));
    if (barred !== undefined) throw new Refused(barred);
    const held = await this.paidTo(personId);
    const { deathProposal: said } = person;
    if (said?.step === 'death' && [...held.values()].some(isDead)) throw new Refused(refuse('death_recorded'));
    if (said?.step === 'death') await inEvery(this.county, held.keys(), () => ({ do: 'release-hold', hold: said.hold }), caller);
    orRefused(await executor.one(personDecider, streams.person(personId), { do: 'drop-death', note }, caller));
  }
}
