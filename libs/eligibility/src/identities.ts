import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dateOf, plainDate } from '@fenming/calendar';
import { comparisonKey, maskCitizenId, maskName, readCitizenId, type CitizenId } from '@fenming/citizen';
import { orRefused, Refused, type Caller } from '@fenming/commands';
import { RunningCounty, sealFacts, sealIdentity, unsealIdentity, type Identity } from '@fenming/county';
import { takeOffLists } from '@fenming/payout';
import {
  derivedId,
  enrolmentDecider,
  mayConfirmIdentity,
  mayDropIdentity,
  payeeOf,
  personDecider,
  refuse,
  streams,
  type CorrectFacts,
  type Enrolment,
  type EnrolmentId,
  type EnrolmentState,
  type Hold,
  type IdentityCorrection,
  type PersonId,
  type PersonState,
  type Role,
} from '@fenming/subsidy';
import { inEvery, recordAndHold, refuseUnlessAllAgree } from './agreeing-cases';
import { caseInHand } from './case-in-hand';
import { settleExclusions } from './exclusions';
import { PERSONS_OF_CASE, personIn, yearsCorrected, type PersonOfCase, type Corrected } from './identity-effects';
import { recordOf } from './known-cases';
import { casesWith } from './person-cases';
import { basisOf, lowers, mustBeAsShown, shownTo, type CaseEffects, type Shown } from './effects';
import { determinedAgain, effectsOfFacts } from './statement-effects';

/** A citizen id or a name was taken down wrongly: said by one person under a document, confirmed by another, or dropped. `name`: where it changes. */
export type IdentityStep =
  | {
      readonly do: 'propose';
      readonly citizenId: CitizenId;
      readonly name?: string;
      readonly documentNo: string;
      readonly note: string;
    }
  | { readonly do: 'confirm'; readonly documentNo: string; readonly basis: string }
  | { readonly do: 'drop'; readonly note: string };

/** Whose identity: somebody by their part in a case. */
export type IdentityOf = { readonly enrolment: EnrolmentId; readonly who: PersonOfCase };

export class CorrectIdentity extends Command<void> {
  constructor(
    readonly of: IdentityOf,
    readonly step: IdentityStep,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** A correction that waits: what is masked is so for whoever signs, too; and what it would make of the years that the reader may see. */
export type IdentityTold = {
  readonly who: PersonOfCase;
  readonly name: string;
  readonly citizen_id: string;
  readonly was_name: string;
  readonly was_citizen_id: string;
  readonly document_no: string;
  readonly note: string;
  readonly proposed_by: string;
} & Shown;

type Person = PersonState & { readonly sealedIdentity: string };

const registered = async ({ executor }: RunningCounty, personId: PersonId): Promise<Person> => {
  const { state } = await executor.load(personDecider, streams.person(personId));
  if (state.sealedIdentity === undefined) throw new Error(`person ${personId} has a case and was never registered`);
  return { ...state, sealedIdentity: state.sealedIdentity };
};

const correctedBy = ({ vault }: RunningCounty, { sealedIdentity }: Person, correction: IdentityCorrection): Corrected => {
  const { personId } = correction;
  const was = unsealIdentity(vault, personId, sealedIdentity);
  return { personId, was, becomes: unsealIdentity(vault, personId, correction.sealedIdentity) };
};

const isTaken = ({ vault }: RunningCounty, personId: PersonId, citizenId: string): boolean => {
  const reading = readCitizenId(citizenId);
  const found = reading.ok ? vault.findPersons([reading.id]).get(reading.id) : undefined;
  return found !== undefined && found !== personId;
};

const BY_CORRECTION = { cause: 'correction', clawback: 'approved_by_mistake' } as const;
const effectsOfIdentity = (county: RunningCounty, state: Enrolment, corrected: Corrected): CaseEffects =>
  effectsOfFacts(county, state, yearsCorrected(county, state, corrected), BY_CORRECTION);
const effectsIn = (county: RunningCounty, corrected: Corrected, cases: Iterable<Enrolment>): readonly CaseEffects[] =>
  [...cases].map((one) => effectsOfIdentity(county, one, corrected));
const saidIn = ({ statement, documentNo }: IdentityCorrection): readonly string[] => [statement, documentNo];

/** What waits to be corrected of the people of a case. Throws VaultError. */
export const identitiesTold = async (
  county: RunningCounty,
  id: EnrolmentId,
  sees: (key: NonNullable<EnrolmentState['key']>) => boolean,
): Promise<readonly IdentityTold[]> => {
  const { state } = await county.executor.load(enrolmentDecider, streams.enrolment(id));
  if (state.key === undefined) return [];
  const told: IdentityTold[] = [];
  for (const who of PERSONS_OF_CASE) {
    const personId = personIn(state, who);
    const person = personId === undefined ? undefined : await registered(county, personId);
    if (personId === undefined || person?.correction === undefined) continue;
    const corrected = correctedBy(county, person, person.correction);
    const { documentNo: document_no, note, by: proposed_by } = person.correction;
    const effects = effectsIn(county, corrected, (await casesWith(county, personId)).values());
    told.push({
      who,
      name: maskName(corrected.becomes.name),
      citizen_id: maskCitizenId(corrected.becomes.citizenId),
      was_name: maskName(corrected.was.name),
      was_citizen_id: maskCitizenId(corrected.was.citizenId),
      document_no,
      note,
      proposed_by,
      ...shownTo(sees, saidIn(person.correction), effects),
    });
  }
  return told;
};

@CommandHandler(CorrectIdentity)
export class CorrectIdentityHandler implements ICommandHandler<CorrectIdentity> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ of: { enrolment, who }, step, caller }: CorrectIdentity): Promise<void> {
    const roles: readonly Role[] = step.do === 'confirm' ? ['health'] : ['township', 'health'];
    const state = await caseInHand(this.county, enrolment, roles, caller);
    const personId = personIn(state, who);
    if (personId === undefined) throw new Refused(refuse('identity_of_nobody'));
    if (step.do === 'propose') return this.propose(personId, step, caller);
    return step.do === 'drop' ? this.drop(personId, step, caller) : this.confirm(personId, step, caller);
  }

  /** Cases that it would lower are held until it is confirmed or dropped. */
  private async propose(
    personId: PersonId,
    { citizenId, name, documentNo, note }: IdentityStep & { readonly do: 'propose' },
    caller: Caller,
  ): Promise<void> {
    const { executor, vault } = this.county;
    const person = await registered(this.county, personId);
    const was = unsealIdentity(vault, personId, person.sealedIdentity);
    const becomes = { citizenId, name: name ?? was.name };
    if (becomes.citizenId === was.citizenId && becomes.name === was.name) throw new Refused(refuse('identity_unchanged'));
    if (isTaken(this.county, personId, citizenId)) throw new Refused(refuse('identity_taken'));
    this.refuseImpossibleBirth(personId, person, citizenId);
    const corrected = { personId, was, becomes };
    const lowered = [...(await casesWith(this.county, personId))].filter(([, one]) =>
      effectsOfIdentity(this.county, one, corrected).effects.some(lowers),
    );
    const statement = derivedId(caller.commandId, 'identity');
    const said = { personId, statement, sealedIdentity: sealIdentity(vault, personId, becomes), documentNo, note };
    const hold: Hold = { do: 'hold', hold: statement, cause: 'fact_awaited', fact: 'citizenId' };
    const record = async (): Promise<void> => {
      orRefused(await executor.one(personDecider, streams.person(personId), { do: 'propose-identity', said }, caller));
    };
    await recordAndHold(this.county, new Map(lowered), { hold, record }, caller);
  }

  /** Nobody is born after today, nor after the day on which they died. */
  private refuseImpossibleBirth(personId: PersonId, person: Person, citizenId: CitizenId): void {
    const reading = readCitizenId(citizenId);
    const bornOn = reading.ok ? plainDate(reading.birthDate) : undefined;
    if (bornOn === undefined) return;
    if (bornOn > dateOf(this.county.clock.now())) throw new Refused(refuse('day_not_reached'));
    const diedOn = recordOf(this.county).dayOfDeath(personId, person);
    if (diedOn !== undefined && diedOn < bornOn) throw new Refused(refuse('day_before_birth'));
  }

  /**
   * The index of the vault comes first, then the facts of the cases, and the person's own record last: whoever is cut off in between confirms
   * once more, and each of the three finds what it has done. The other way about, a list that arrives between record and index would make a
   * second person of the right number; so it only finds this person under the name that is about to be corrected. Confirmed once more
   * when all is done, the index follows the record, also beside a vault that was put back from an older copy.
   */
  private async confirm(
    personId: PersonId,
    { documentNo, basis }: IdentityStep & { readonly do: 'confirm' },
    caller: Caller,
  ): Promise<void> {
    const { executor, vault } = this.county;
    const person = await registered(this.county, personId);
    const barred = mayConfirmIdentity(person, documentNo, executor.asked(caller));
    if (barred !== undefined) throw new Refused(barred);
    const { correction } = person;
    if (correction === undefined) return this.pointTo(personId, [unsealIdentity(vault, personId, person.sealedIdentity)]);
    const corrected = correctedBy(this.county, person, correction);
    const cases = await casesWith(this.county, personId);
    mustBeAsShown(basis, basisOf(saidIn(correction), effectsIn(this.county, corrected, cases.values())));
    const correcting = (state: EnrolmentState): CorrectFacts => this.correction(state, corrected, correction);
    refuseUnlessAllAgree(this.county, cases, correcting, caller);
    if ([...cases.values()].some((state) => isBeingPaid(state, personId))) throw new Refused(refuse('identity_being_paid'));
    this.pointTo(personId, [corrected.becomes, corrected.was]);
    const ids = [...cases.keys()];
    await inEvery(this.county, ids, correcting, caller);
    await settleExclusions(this.county, ids, caller);
    orRefused(await executor.one(personDecider, streams.person(personId), { do: 'confirm-identity', documentNo }, caller));
    await takeOffLists(this.county, ids, caller);
  }

  private async drop(personId: PersonId, { note }: IdentityStep & { readonly do: 'drop' }, caller: Caller): Promise<void> {
    const { executor } = this.county;
    const person = await registered(this.county, personId);
    const barred = mayDropIdentity(person, executor.asked(caller));
    if (barred !== undefined || person.correction === undefined) throw new Refused(barred ?? refuse('identity_unknown'));
    const { statement } = person.correction;
    const held = [...(await casesWith(this.county, personId))].filter(
      ([, one]) => one.key !== undefined && one.holds.some(({ hold }) => hold === statement),
    );
    // The hold goes first: what a crash leaves is dropped once more.
    await inEvery(this.county, new Map(held).keys(), () => ({ do: 'release-hold', hold: statement }), caller);
    orRefused(await executor.one(personDecider, streams.person(personId), { do: 'drop-identity', note }, caller));
  }

  /** The first identity is the right one; the former number is remembered beside their names, so that no list makes a second person of it. */
  private pointTo(personId: PersonId, identities: readonly [Identity, ...Identity[]]): void {
    const [{ citizenId }] = identities;
    const reading = readCitizenId(citizenId);
    if (!reading.ok) throw new Error('a citizen id was sealed that is none');
    if (isTaken(this.county, personId, citizenId)) throw new Refused(refuse('identity_taken'));
    this.county.vault.moveToCitizen(personId, {
      citizenId: reading.id,
      names: identities.map(({ name }) => comparisonKey(name)),
    });
  }

  private correction(state: EnrolmentState, corrected: Corrected, { statement, documentNo }: IdentityCorrection): CorrectFacts {
    const { vault } = this.county;
    const changed = state.key === undefined ? [] : yearsCorrected(this.county, state, corrected);
    return {
      do: 'correct-facts',
      statement,
      documentNo,
      years:
        state.key === undefined
          ? []
          : changed.map(({ year, facts }) => ({ year, sealedFacts: sealFacts(vault, state.personId, facts) })),
      redetermined: determinedAgain(this.county, state, changed, BY_CORRECTION),
    };
  }
}

/** What goes to the bank under one name cannot come back under another. */
const isBeingPaid = (state: EnrolmentState, personId: PersonId): boolean =>
  state.key !== undefined && payeeOf(state) === personId && state.payments.some((payment) => payment.state === 'open');
