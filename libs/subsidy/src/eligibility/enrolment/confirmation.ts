import { dateOf } from '@fenming/calendar';
import { documentNumber, type AreaCode } from '@fenming/citizen';
import { refuse, type Asked, type Decision, type Refusal } from '../../decider';
import type { HoldCause } from '../../refusals';
import type { EnrolmentCode } from './enrolment.refusals';
import { firstRefusal, notOwnCase, permitCase } from '../../permission';
import type {
  Apply,
  Confirm,
  Decided,
  PutOnNotice,
  RaiseObjection,
  Reject,
  RemedyObjection,
  ResolveObjection,
} from './enrolment.commands';
import { LEVELS, type EnrolmentEvent, type EnrolmentKey, type Level } from './enrolment.events';
import { personsOf } from './case-persons';
import { confirmedLevel, type EnrolmentYear } from './enrolment-year';
import { exitOf } from './case-exit';
import { hasLeftVillage, villageIn } from './case-transfer';
import { type Enrolment, type EnrolmentState } from './enrolment.state';
import { determined } from './determination';

export const ROLE_OF_LEVEL = { village: 'village', township: 'township', county: 'health' } as const;

/** The village whose year it is: whoever began with a year brings it to its end, also after the person has moved on. */
export const whereabouts = (state: EnrolmentState, year: number): AreaCode | undefined =>
  state.key === undefined ? undefined : villageIn(state, year);

/** Role and area come before anything that is told of a case. */
export const permitLevel = (
  asked: Asked,
  { level, year }: { readonly level: Level; readonly year: number },
  state: EnrolmentState,
): Refusal<EnrolmentCode> | undefined => permitCase(asked, ROLE_OF_LEVEL[level], whereabouts(state, year));

type YearOfCase = { readonly enrolment: Enrolment; readonly year: EnrolmentYear };

/** A right of the year in which a case was left goes on to be confirmed: what is due up to then stays due. */
export const leftBefore = (state: Pick<EnrolmentState, 'exit' | 'earlierExits' | 'death'>, year: number): boolean =>
  (exitOf(state, year)?.year ?? year) < year;

const known = (state: EnrolmentState, year: number): YearOfCase | Refusal<HoldCause> => {
  const found = state.years[year];
  if (state.key === undefined || found === undefined) return refuse('not_applied');
  if (leftBefore(state, year)) return refuse('enrolment_exited');
  if (found.rejection !== undefined) return refuse('rejected');
  return { enrolment: state, year: found };
};

const knownAtLevel = (
  state: EnrolmentState,
  { year, level }: { readonly year: number; readonly level: Level },
  asked: Asked,
): YearOfCase | Refusal<EnrolmentCode> => permitLevel(asked, { level, year }, state) ?? known(state, year);

const openObjection = (state: EnrolmentState, year: number): Refusal<HoldCause> | undefined =>
  Object.values(state.openObjections).some((objection) => objection.year === year) ? refuse('objection_open') : undefined;

/** What would lower the case waits for its second signature, or somebody holds it. */
const awaited = ({ holds, exitProposal }: EnrolmentState): Refusal<HoldCause> | undefined =>
  firstRefusal(
    holds[0] === undefined ? undefined : refuse(holds[0].cause),
    exitProposal?.step === 'exit' ? refuse('exit_awaited') : undefined,
  );

/** A notice is open through the end of its last day; the next step may come from the day after. */
export const noticeEnded = (year: EnrolmentYear, level: Level, asked: Asked): Refusal<HoldCause> | undefined => {
  const notice = year.notices[level];
  if (notice === undefined) return refuse('level_order', level);
  return dateOf(asked.at) > notice.closesOn ? undefined : refuse('notice_open', notice.closesOn);
};

/** Confirmed at all three levels, each noticed and ended, and nobody objects: the one test before money. */
export const payableYear = (state: EnrolmentState, year: number, asked: Asked): YearOfCase | Refusal<HoldCause> => {
  const enrolled = known(state, year);
  if ('refused' in enrolled) return enrolled;
  const hold = firstRefusal(
    openObjection(state, year),
    awaited(state),
    enrolled.year.confirmedBy.county === undefined ? refuse('not_confirmed') : undefined,
    ...LEVELS.map((level) => noticeEnded(enrolled.year, level, asked)),
  );
  return hold ?? enrolled;
};

/** `detail`: the village whose year it is. */
const livesElsewhere = (state: EnrolmentState, { key: { village }, year }: Apply): Refusal<EnrolmentCode> | undefined => {
  if (state.key === undefined) return undefined;
  const lives = villageIn(state, year);
  if (lives === village) return undefined;
  return refuse(hasLeftVillage(state, village) ? 'transferred_out' : 'village_differs', lives);
};

/** Who confirms a year is not settled while a move of it waits. */
const moving = ({ transferProposal }: EnrolmentState, year: number): Refusal<EnrolmentCode> | undefined =>
  transferProposal !== undefined && transferProposal.year <= year ? refuse('transfer_awaited') : undefined;

export const apply = (state: EnrolmentState, command: Apply): Decision<EnrolmentEvent, EnrolmentCode> => {
  const { year, importId, row, sealedFacts, personId, payeeId, secondPersonId, account } = command;
  if (state.key !== undefined && state.payeeId !== payeeId) return refuse('applicant_differs');
  if (state.years[year] !== undefined) return refuse('already_enrolled');
  // Whoever moved away may come back; the dead do not.
  if (state.death !== undefined && state.death.year < year) return refuse('enrolment_exited');
  const elsewhere = livesElsewhere(state, command);
  if (elsewhere !== undefined) return elsewhere;
  const key = state.key ?? command.key;
  const second = secondPersonId === undefined ? {} : { secondPersonId };
  const payee = payeeId === undefined ? {} : { payeeId };
  const application: EnrolmentEvent =
    state.key === undefined
      ? { type: 'EnrolmentApplied', data: { ...key, personId, ...payee, ...second, year, importId, row, sealedFacts } }
      : { type: 'EnrolmentRenewed', data: { ...key, year, importId, row, sealedFacts, ...second } };
  if (account === undefined) return [application];
  return [
    application,
    {
      type: 'AccountRecorded',
      data: { ...key, accountVersion: account.version, sealedAccount: account.sealed, reason: 'roster' },
    },
  ];
};

const previousLevelEnded = (year: EnrolmentYear, level: Level, asked: Asked): Refusal<EnrolmentCode> | undefined => {
  const previous = LEVELS[LEVELS.indexOf(level) - 1];
  return previous === undefined ? undefined : noticeEnded(year, previous, asked);
};

const sameOfficial = (year: EnrolmentYear, asked: Asked): Refusal<EnrolmentCode> | undefined =>
  Object.values(year.confirmedBy).includes(asked.by) ? refuse('separation_of_duty') : undefined;

const proposalHolds = ({ proposal }: Confirm): Refusal<EnrolmentCode> | undefined => {
  if (proposal.verdict === 'eligible') return undefined;
  return refuse(proposal.verdict === 'unknown' ? 'facts_missing' : 'conditions_not_met', proposal.failing.join('\n'));
};

/** A decision of the county is made after the township's notice has ended, and not in the future. */
const decidedInTime = (year: EnrolmentYear, decided: Decided | undefined, asked: Asked): Refusal<EnrolmentCode> | undefined => {
  if (decided === undefined) return undefined;
  if (decided.on > dateOf(asked.at)) return refuse('day_not_reached', decided.on);
  const { closesOn } = year.notices.township ?? {};
  return closesOn !== undefined && decided.on <= closesOn ? refuse('notice_open', closesOn) : undefined;
};

export const confirm = (state: EnrolmentState, command: Confirm, asked: Asked): Decision<EnrolmentEvent, EnrolmentCode> => {
  const { year, level, proposal, decided } = command;
  const enrolled = knownAtLevel(state, command, asked);
  if ('refused' in enrolled) return enrolled;
  const refusal = firstRefusal(
    notOwnCase(asked, ...personsOf(state)),
    enrolled.year.confirmedBy[level] === undefined ? undefined : refuse('already_confirmed'),
    previousLevelEnded(enrolled.year, level, asked),
    openObjection(state, year),
    awaited(state),
    moving(state, year),
    sameOfficial(enrolled.year, asked),
    decidedInTime(enrolled.year, decided, asked),
    proposalHolds(command),
  );
  if (refusal !== undefined) return refusal;
  const confirmed: EnrolmentEvent = {
    type: 'EligibilityConfirmed',
    data: {
      ...enrolled.enrolment.key,
      year,
      level,
      confirmedOn: decided?.on ?? dateOf(asked.at),
      ...(decided === undefined ? {} : { documentNo: documentNumber(decided.documentNo) }),
    },
  };
  if (level !== 'county') return [confirmed];
  return [confirmed, ...determined(enrolled.enrolment, { year, cause: 'confirmation', proposal, excess: 'undecided' })];
};

/** A lower level never undoes what a higher one has decided: `decided` stands at the level of whoever acts, or below. */
export const notAbove = (acting: Level, decided: Level | undefined): Refusal<EnrolmentCode> | undefined =>
  decided !== undefined && LEVELS.indexOf(decided) > LEVELS.indexOf(acting) ? refuse('decided_above', decided) : undefined;

export const reject = (state: EnrolmentState, command: Reject, asked: Asked): Decision<EnrolmentEvent, EnrolmentCode> => {
  const { year, level, reason } = command;
  const enrolled = knownAtLevel(state, command, asked);
  if ('refused' in enrolled) return enrolled;
  const refusal = firstRefusal(
    notOwnCase(asked, ...personsOf(state)),
    notAbove(level, confirmedLevel(enrolled.year)),
    paidOrOpen(state, year) ? refuse('already_instructed') : undefined,
  );
  return refusal ?? [{ type: 'EligibilityRejected', data: { ...enrolled.enrolment.key, year, level, reason } }];
};

export const paidOrOpen = (state: EnrolmentState, year: number): boolean =>
  state.payments.some((payment) => payment.year === year && payment.state !== 'returned');

export const putOnNotice = (
  state: EnrolmentState,
  command: PutOnNotice,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const { year, level, noticeId, postedOn, closesOn } = command;
  const enrolled = knownAtLevel(state, command, asked);
  if ('refused' in enrolled) return enrolled;
  const refusal = firstRefusal(enrolled.year.confirmedBy[level] === undefined ? refuse('not_confirmed') : undefined);
  if (refusal !== undefined) return refusal;
  const present = enrolled.year.notices[level];
  if (present !== undefined && present.noticeId !== noticeId) return refuse('already_noticed');
  // A notice that was cut off before it hung out is posted on a later day for its whole period, for everybody on it (I-18).
  if (present?.closesOn === closesOn) return [];
  return [{ type: 'EnrolmentNoticed', data: { ...enrolled.enrolment.key, year, level, noticeId, postedOn, closesOn } }];
};

export const raiseObjection = (
  state: EnrolmentState,
  command: RaiseObjection,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const { objectionId, year, level, kind, channel } = command;
  const enrolled = knownAtLevel(state, command, asked);
  if ('refused' in enrolled) return enrolled;
  if (state.openObjections[objectionId] !== undefined) return [];
  if (enrolled.year.notices[level] === undefined) return refuse('level_order', level);
  return [{ type: 'ObjectionRaised', data: { ...enrolled.enrolment.key, objectionId, year, level, kind, channel } }];
};

type Disputed = {
  readonly key: EnrolmentKey;
  readonly year: number;
  readonly kind: string;
  readonly acting: Level;
};
/** The level at which an objection was raised investigates, or one above, but never through the person whose confirmation is disputed. */
const mayResolve = (state: EnrolmentState, objectionId: string, asked: Asked): Disputed | Refusal<EnrolmentCode> => {
  const objection = state.openObjections[objectionId];
  const village = objection === undefined ? state.key?.village : whereabouts(state, objection.year);
  const barred = permitCase(asked, ['township', 'health'], village);
  if (barred !== undefined) return barred;
  if (state.key === undefined || objection === undefined) return refuse('objection_unknown');
  const confirmers = state.years[objection.year]?.confirmedBy ?? {};
  const acting = asked.role === 'health' ? 'county' : 'township';
  const refusal = firstRefusal(
    notOwnCase(asked, ...personsOf(state)),
    Object.values(confirmers).includes(asked.by) ? refuse('objection_handler') : undefined,
    notAbove(acting, objection.level),
  );
  return refusal ?? { key: state.key, year: objection.year, kind: objection.kind, acting };
};

/**
 * An objection that is upheld undoes every confirmation, so that it is upheld at the highest of their levels or above. A wrong amount takes no
 * year away, and once money has gone out no objection moves it: what was wrong is put right where it stands, and the objection ends by that.
 */
export const resolveObjection = (
  state: EnrolmentState,
  command: ResolveObjection,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const { objectionId, outcome, reason } = command;
  const disputed = mayResolve(state, objectionId, asked);
  if ('refused' in disputed) return disputed;
  const { key, year, kind, acting } = disputed;
  if (outcome === 'dismissed') return [{ type: 'ObjectionDismissed', data: { ...key, objectionId, year, reason } }];
  const known = state.years[year];
  const refusal = firstRefusal(
    known === undefined ? undefined : notAbove(acting, confirmedLevel(known)),
    kind === 'amount_wrong' || paidOrOpen(state, year) ? refuse('objection_needs_remedy') : undefined,
  );
  return refusal ?? [{ type: 'ObjectionUpheld', data: { ...key, objectionId, year, reason } }];
};

/** What was disputed has been put right by a statement that counts: nothing is undone, and no money moves by it. */
export const remedyObjection = (
  state: EnrolmentState,
  { objectionId, statement, isAccepted, reason }: RemedyObjection,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const disputed = mayResolve(state, objectionId, asked);
  if ('refused' in disputed) return disputed;
  if (!isAccepted) return refuse('statement_unknown', statement);
  const { key, year } = disputed;
  return [{ type: 'ObjectionRemedied', data: { ...key, objectionId, year, statement, reason } }];
};
