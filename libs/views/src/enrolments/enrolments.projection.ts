import type { CaseStage } from '@fenming/subsidy';
import { parseFenText } from '@fenming/money';
import type { EnrolmentKey } from '@fenming/subsidy';
import { insert, one, some, type Change, type Projection } from '../engine/change';
import { ENROLMENT, ENROLMENT_YEAR, EXIT_YEAR } from './enrolments.table';

const AT_YEAR = 'WHERE case_number = @caseNumber AND year = @year';
const SET_ACCOUNT = 'UPDATE enrolment SET account_version = @accountVersion WHERE case_number = @caseNumber';
/** The newest roster says who the other parent is; a former spouse is a party no longer. */
const SET_SECOND = 'UPDATE enrolment SET second_person_id = @secondPersonId WHERE case_number = @caseNumber';
const SET_LEFT = 'UPDATE enrolment SET left_year = @year, left_reason = @reason WHERE case_number = @caseNumber';
const SET_DEATH = 'UPDATE enrolment SET death_year = @year WHERE case_number = @caseNumber';
const SET_STAGE = `UPDATE enrolment_year SET stage = @stage ${AT_YEAR}`;
const SET_NOTICE = `UPDATE enrolment_year SET stage = @stage, notice = @notice, closes_on = @closesOn ${AT_YEAR}`;
const SET_AMOUNT = `UPDATE enrolment_year SET amount_fen = @amount, determination = @number ${AT_YEAR}`;
const RAISE = `UPDATE enrolment_year SET objections_open = objections_open + 1 ${AT_YEAR}`;
const DISMISS = `UPDATE enrolment_year SET objections_open = objections_open - 1 ${AT_YEAR}`;
/** Refused twice, as by two objections, it stood where it stood before the first. */
const REFUSED = `stage_before = CASE WHEN stage = 'rejected' THEN stage_before ELSE stage END, stage = 'rejected'`;
const REJECT = `UPDATE enrolment_year SET ${REFUSED} ${AT_YEAR}`;
const UPHOLD = `UPDATE enrolment_year SET objections_open = objections_open - 1, ${REFUSED} ${AT_YEAR}`;
/** The county decides anew. */
const REOPEN = `UPDATE enrolment_year SET stage_before = NULL,
  stage = CASE WHEN stage_before LIKE 'county_%' THEN 'township_noticed' ELSE stage_before END ${AT_YEAR}`;

/** The year in which a case is left goes on, and so do those before it: only what would come after it has ended. */
const LEAVE = `UPDATE enrolment_year SET stage_before = stage, stage = 'exited'
  WHERE case_number = @caseNumber AND stage NOT IN ('rejected', 'exited') AND year > @year`;
/** Whoever left is enrolled again from a later year on. */
const TAKE_UP = `UPDATE enrolment SET left_year = NULL, left_reason = NULL WHERE case_number = @caseNumber AND left_year < @year`;
/** Each year after the exit that fell goes on where it stood, unless the case was left before it for another reason. */
const COME_BACK = `UPDATE enrolment_year SET stage = stage_before, stage_before = NULL
  WHERE case_number = @caseNumber AND stage = 'exited' AND stage_before IS NOT NULL AND year > @year
    AND year <= (SELECT coalesce(${EXIT_YEAR}, enrolment_year.year) FROM enrolment e WHERE e.case_number = @caseNumber)`;

/** The years before a move stay in the books of the village that they are of. */
const MOVE = 'UPDATE enrolment SET village = @village, township = @township WHERE case_number = @caseNumber';
const MOVE_YEARS = 'UPDATE enrolment_year SET village = @village WHERE case_number = @caseNumber AND year >= @year';

const appliedIn = ({ caseNumber, programme, village }: EnrolmentKey, year: number): Change =>
  insert(ENROLMENT_YEAR, {
    case_number: caseNumber,
    year,
    programme,
    village,
    stage: 'applied' satisfies CaseStage,
    determination: 0,
    objections_open: 0,
  });

export const enrolments = {
  EnrolmentApplied: (said) => [
    insert(ENROLMENT, {
      case_number: said.caseNumber,
      programme: said.programme,
      village: said.village,
      township: said.village.slice(0, 9),
      enrolment_id: said.enrolmentId,
      person_id: said.personId,
      payee_id: said.payeeId,
      second_person_id: said.secondPersonId,
    }),
    appliedIn(said, said.year),
  ],
  EnrolmentRenewed: (said) => {
    const { caseNumber, year, secondPersonId = null } = said;
    return [appliedIn(said, year), one(SET_SECOND, { caseNumber, secondPersonId }), some(TAKE_UP, { caseNumber, year })];
  },
  AccountRecorded: ({ caseNumber, accountVersion }) => [one(SET_ACCOUNT, { caseNumber, accountVersion })],
  EligibilityConfirmed: ({ caseNumber, year, level }) => [
    one(SET_STAGE, { caseNumber, year, stage: `${level}_confirmed` satisfies CaseStage }),
  ],
  EnrolmentNoticed: ({ caseNumber, year, level, noticeId, closesOn }) => [
    one(SET_NOTICE, { caseNumber, year, stage: `${level}_noticed` satisfies CaseStage, notice: noticeId, closesOn }),
  ],
  EligibilityRejected: ({ caseNumber, year }) => [one(REJECT, { caseNumber, year })],
  RejectionWithdrawn: ({ caseNumber, year }) => [one(REOPEN, { caseNumber, year })],
  ObjectionRaised: ({ caseNumber, year }) => [one(RAISE, { caseNumber, year })],
  ObjectionDismissed: ({ caseNumber, year }) => [one(DISMISS, { caseNumber, year })],
  ObjectionRemedied: ({ caseNumber, year }) => [one(DISMISS, { caseNumber, year })],
  ObjectionUpheld: ({ caseNumber, year }) => [one(UPHOLD, { caseNumber, year })],
  EnrolmentExited: ({ caseNumber, year, reason }) => [
    reason === 'death' ? one(SET_DEATH, { caseNumber, year }) : one(SET_LEFT, { caseNumber, year, reason }),
    some(LEAVE, { caseNumber, year }),
  ],
  ExitWithdrawn: ({ caseNumber, year, reason }) => [
    reason === 'death' ? one(SET_DEATH, { caseNumber, year: null }) : one(SET_LEFT, { caseNumber, year: null, reason: null }),
    some(COME_BACK, { caseNumber, year }),
  ],
  EnrolmentTransferredIn: ({ caseNumber, village, year }) => [
    one(MOVE, { caseNumber, village, township: village.slice(0, 9) }),
    some(MOVE_YEARS, { caseNumber, village, year }),
  ],
  EntitlementDetermined: ({ caseNumber, year, number, amountFen }) => [
    one(SET_AMOUNT, { caseNumber, year, number, amount: parseFenText(amountFen) }),
  ],
} satisfies Projection;
