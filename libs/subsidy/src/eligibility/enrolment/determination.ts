import { createHash } from 'node:crypto';
import { fen, fenText, type Fen } from '@fenming/money';
import { refuse, type Asked, type Decision, type Refusal } from '../../decider';
import { firstRefusal, notOwnCase, permit } from '../../permission';
import type { EnrolmentCode } from './enrolment.refusals';
import { derivedId } from '../../streams';
import { parseFunding, sameFunding } from '../../payout/funding';
import type { Determine, Proposal, Redetermination } from './enrolment.commands';
import type { EnrolmentEvent } from './enrolment.events';
import { personsOf } from './case-persons';
import { evolveEnrolment, type Enrolment, type EnrolmentState } from './enrolment.state';
import { isWithin, monthlyOf, monthlyTotal } from './monthly';
import { determinationOf, unclaimedFen, unclaimedOf, type Determination } from './owed';

/** The regular entitlement of a year: period / kind / cause. */
export const regularEntitlement = (year: number): string => `${year}/regular/regular`;
/** What a later determination leaves to be paid where the year was paid already (补差); named by the determination that it fulfils. */
export const arrearsEntitlement = (year: number, determination: number): string => `${year}/arrears/${determination}`;

/** Names everything that a determination follows from. */
const inputHash = (factsAt: number, { year, proposal: { texts, lines } }: Redetermination): string =>
  createHash('sha256')
    .update(JSON.stringify([year, factsAt, texts, lines]))
    .digest('hex');

const sameResult = (before: Determination, { lines, funding }: Proposal): boolean => {
  const [was, becomes] = [monthlyOf(before.lines), monthlyOf(lines)];
  return isWithin(was, becomes) && isWithin(becomes, was) && sameFunding(parseFunding(before.funding), parseFunding(funding));
};

/** A determination of a year, and the claim on what was paid beyond it; nothing where it comes to what the last one came to. */
export const determined = (state: Enrolment, redetermination: Redetermination): readonly EnrolmentEvent[] => {
  const { key } = state;
  const { year, cause, proposal, excess } = redetermination;
  const { amountFen, funding, lines, texts, outcomes } = proposal;
  const before = determinationOf(state, year);
  if (before !== undefined && sameResult(before, proposal)) return [];
  const known = state.years[year];
  if (known === undefined) throw new Error(`${key.caseNumber} did not apply for ${year}`);
  const { factsAt, statements } = known;
  const event: EnrolmentEvent = {
    type: 'EntitlementDetermined',
    data: {
      ...key,
      year,
      entitlement: regularEntitlement(year),
      number: before === undefined ? 1 : before.number + 1,
      cause,
      amountFen: fenText(amountFen),
      funding,
      lines,
      texts,
      outcomes,
      ...(statements === undefined ? {} : { statements }),
      factsAt,
      inputHash: inputHash(factsAt, redetermination),
      excess,
    },
  };
  return [event, ...settleExcess(state, evolveEnrolment(state, event, NOBODY), year)];
};

/** A case as it would be, were its years determined so. */
export const onTrial = (state: Enrolment, redetermined: readonly Redetermination[]): Enrolment =>
  redetermined.reduce(
    (before, one) => determined(before, one).reduce((now, event) => evolveEnrolment(now, event, NOBODY), before),
    state,
  );

/** Evolving a determination asks nobody who made it. */
const NOBODY = '' as Asked['by'];

/** What becomes of what has arrived too much, once something has changed a year: it is claimed back, or noted where nobody claims it. */
export const settleExcess = (before: Enrolment, state: Enrolment, year: number): readonly EnrolmentEvent[] => [
  ...excessNoted(before, state, year),
  ...claimedBack(state, year),
];

const excessNoted = (before: Enrolment, { key, ...state }: Enrolment, year: number): readonly EnrolmentEvent[] => {
  const [was, is] = [before, state].map((one) => {
    const { left, undecided } = unclaimedOf(one, year);
    return { leftFen: fenText(monthlyTotal(left)), undecidedFen: fenText(monthlyTotal(undecided)) };
  });
  const reason = determinationOf(state, year)?.cause;
  if (is === undefined || reason === undefined) return [];
  if (is.leftFen === was?.leftFen && is.undecidedFen === was.undecidedFen) return [];
  return [{ type: 'ExcessNoted', data: { ...key, year, ...is, reason } }];
};

/**
 * What has arrived beyond what a year comes to is claimed back, where the programme's row for the cause says so. More may arrive
 * after the same determination, so that its id follows from the claims before it too.
 */
const claimedBack = (state: Enrolment, year: number): readonly EnrolmentEvent[] => {
  const determination = determinationOf(state, year);
  const beyond = unclaimedFen(state, year);
  if (determination === undefined || beyond === 0) return [];
  if (beyond < 0) return reduced(state, { year, excess: fen(Math.abs(beyond)), reason: determination.cause });
  if (determination.excess !== 'recover') return [];
  const { cause: reason, number } = determination;
  const entitlement = regularEntitlement(year);
  const before = Object.keys(state.recoveries).length;
  const recoveryId = derivedId('recovery', state.key.enrolmentId, entitlement, `${reason}/${number}`, before);
  return [{ type: 'RecoveryOpened', data: { ...state.key, recoveryId, year, entitlement, amountFen: fenText(beyond), reason } }];
};

/** Where less arrived too much than is claimed back, the newest claims shrink first. */
const reduced = (
  { key, recoveries }: Enrolment,
  { year, excess, reason }: { readonly year: number; readonly excess: Fen; readonly reason: string },
): readonly EnrolmentEvent[] => {
  let left: number = excess;
  const ofYear = Object.values(recoveries).filter((recovery) => recovery.year === year);
  return ofYear.toReversed().flatMap(({ recoveryId, outstandingFen }): readonly EnrolmentEvent[] => {
    const amountFen = fen(Math.min(left, outstandingFen));
    left -= amountFen;
    if (amountFen === 0) return [];
    return [{ type: 'RecoveryReduced', data: { ...key, recoveryId, year, amountFen: fenText(amountFen), reason } }];
  });
};

const isDetermined = ({ proposal }: Determine): Refusal<EnrolmentCode> | undefined =>
  proposal.verdict === 'unknown' ? refuse('facts_missing', proposal.failing.join('\n')) : undefined;

/** A year that was determined before is determined once more by what is known now. */
export const determine = (state: EnrolmentState, command: Determine, asked: Asked): Decision<EnrolmentEvent, EnrolmentCode> => {
  if (state.key === undefined) return refuse('not_applied');
  const refusal = firstRefusal(
    permit(asked, 'health', state.key.village),
    notOwnCase(asked, ...personsOf(state)),
    determinationOf(state, command.year) === undefined ? refuse('entitlement_missing') : undefined,
    isDetermined(command),
  );
  return refusal ?? determined(state, command);
};
