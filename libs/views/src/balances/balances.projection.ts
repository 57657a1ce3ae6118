import { parseFenText, sumFen } from '@fenming/money';
import type { EnrolmentKey, FundingText } from '@fenming/subsidy';
import { add, insert, one, some, type Change, type Projection } from '../engine/change';
import { BALANCE, ENTITLEMENT } from './balances.table';

type Amounts = Parameters<typeof add<(typeof BALANCE)['columns']>>[2];

/** A village's code begins with its township's 9 digits and its county's 6. */
const everyArea = ({ programme, village }: EnrolmentKey, year: number, amounts: Amounts): readonly Change[] => [
  add(BALANCE, [programme, year, village], amounts),
  add(BALANCE, [programme, year, village.slice(0, 9)], amounts),
  add(BALANCE, [programme, year, village.slice(0, 6)], amounts),
];

/** Adds to what is due in all three areas of each entitlement that a condition selects. */
const changeDue = (fen: string, count: string, condition: string): string => `
  INSERT INTO balance (programme, year, area, due_fen, due_count)
  SELECT programme, year, substr(village, 1, digits), ${fen}, ${count}
  FROM entitlement, (SELECT 6 AS digits UNION ALL SELECT 9 UNION ALL SELECT 12)
  WHERE case_number = @caseNumber AND ${condition}
  ON CONFLICT DO UPDATE SET due_fen = due_fen + excluded.due_fen, due_count = due_count + excluded.due_count`;

const THIS = 'case_number = @caseNumber AND year = @year';
const WITHDRAW_DUE_OF_YEAR = changeDue('-amount_fen', '-1', 'year = @year AND eligible = 1 AND paid = 0');
const WITHDRAW_YEAR = `UPDATE entitlement SET eligible = 0 WHERE ${THIS}`;
// What the year of the exit and earlier ones come to was determined by how long the right lasted, and stays due.
const WITHDRAW_DUE = changeDue('-amount_fen', '-1', 'eligible = 1 AND paid = 0 AND year > @year');
/** A case may be left and its beneficiary die: `eligible` counts the exits below zero, so that the year is due again when the last of them falls. */
const WITHDRAW = `UPDATE entitlement SET eligible = min(eligible, 0) - 1
  WHERE case_number = @caseNumber AND eligible <> 0 AND year > @year`;
const GIVE_BACK_DUE = changeDue('amount_fen', '1', 'eligible = -1 AND paid = 0 AND year > @year');
const GIVE_BACK = `UPDATE entitlement SET eligible = CASE eligible WHEN -1 THEN 1 ELSE eligible + 1 END
  WHERE case_number = @caseNumber AND eligible < 0 AND year > @year`;
const GIVE_BACK_YEAR_DUE = changeDue('amount_fen', '1', 'year = @year AND eligible = 0 AND paid = 0');
const GIVE_BACK_YEAR = `UPDATE entitlement SET eligible = 1 WHERE ${THIS} AND eligible = 0`;
const CHANGE_DUE = changeDue('@amount - amount_fen', '0', 'year = @year AND (eligible = 1 OR paid > 0)');
const CHANGE = `UPDATE entitlement SET amount_fen = @amount WHERE ${THIS}`;
const PAY = `UPDATE entitlement SET paid = paid + 1 WHERE ${THIS} AND eligible = 1`;
/** The payment of somebody who lost eligibility meanwhile came back, and no attempt may follow it. */
const LAPSE_DUE = changeDue('-amount_fen', '-1', 'year = @year AND eligible <= 0 AND paid = 1');
const COME_BACK = `UPDATE entitlement SET paid = paid - 1 WHERE ${THIS} AND paid > 0`;

/** What was determined since is paid beside the regular payment, and counts nobody twice. */
const isArrears = (entitlement: string): boolean => entitlement.split('/')[1] === 'arrears';

const withdrawYear = ({ caseNumber }: EnrolmentKey, year: number): readonly Change[] => [
  some(WITHDRAW_DUE_OF_YEAR, { caseNumber, year }),
  some(WITHDRAW_YEAR, { caseNumber, year }),
];

type Purpose = { readonly programme: string; readonly year: number; readonly area: string };
const adjust = ({ programme, year, area }: Purpose, amount: number): Change =>
  add(BALANCE, [programme, year, area], { adjusted_fen: amount });
const totalOf = (funding: FundingText): number => sumFen(Object.values(funding).map(parseFenText));

export const balances = {
  AppropriationReceived: ({ programme, year, area, amountFen }) => [
    add(BALANCE, [programme, year, area], { appropriated_fen: parseFenText(amountFen) }),
  ],
  AppropriationAdjusted: (said) => [adjust(said, parseFenText(said.amountFen))],
  AppropriationCarriedIn: (said) => [adjust(said, totalOf(said.funding))],
  AppropriationCarriedOut: (said) => [adjust(said, -totalOf(said.funding))],
  AppropriationLapsed: (said) => [adjust(said, -totalOf(said.funding))],
  EntitlementDetermined: (said) => {
    const { caseNumber, programme, year, village, number } = said;
    const amount = parseFenText(said.amountFen);
    if (number > 1) return [some(CHANGE_DUE, { caseNumber, year, amount }), one(CHANGE, { caseNumber, year, amount })];
    return [
      insert(ENTITLEMENT, { case_number: caseNumber, year, programme, village, amount_fen: amount, eligible: 1, paid: 0 }),
      ...everyArea(said, year, { due_fen: amount, due_count: 1 }),
    ];
  },
  ExitWithdrawn: ({ caseNumber, year }) => [some(GIVE_BACK_DUE, { caseNumber, year }), some(GIVE_BACK, { caseNumber, year })],
  EligibilityRejected: (said) => withdrawYear(said, said.year),
  ObjectionUpheld: (said) => withdrawYear(said, said.year),
  RejectionWithdrawn: ({ caseNumber, year }) => [
    some(GIVE_BACK_YEAR_DUE, { caseNumber, year }),
    some(GIVE_BACK_YEAR, { caseNumber, year }),
  ],
  EnrolmentExited: ({ caseNumber, year }) => [some(WITHDRAW_DUE, { caseNumber, year }), some(WITHDRAW, { caseNumber, year })],
  PaymentInstructed: (said) => {
    const { caseNumber, year, attempt } = said;
    const instructed_fen = parseFenText(said.amountFen);
    const amounts = attempt > 1 ? { instructed_fen, reissued_fen: instructed_fen } : { instructed_fen };
    return [one(PAY, { caseNumber, year }), ...everyArea(said, year, amounts)];
  },
  PaymentSettled: (said) =>
    everyArea(said, said.year, {
      settled_fen: parseFenText(said.amountFen),
      settled_count: isArrears(said.entitlement) ? 0 : 1,
    }),
  PaymentReturned: (said) => {
    const { caseNumber, year } = said;
    return [
      some(LAPSE_DUE, { caseNumber, year }),
      one(COME_BACK, { caseNumber, year }),
      ...everyArea(said, year, { returned_fen: parseFenText(said.amountFen) }),
    ];
  },
  RecoveryReceived: (said) => everyArea(said, said.year, { recovered_fen: parseFenText(said.amountFen) }),
} satisfies Projection;
