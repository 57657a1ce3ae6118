import type { RecordedEvent } from '@fenming/event-log';
import { parseFenText } from '@fenming/money';
import type { EnrolmentEvent } from '@fenming/subsidy';
import { insert, type Change, type Projection } from '../engine/change';
import { TIMELINE } from './timeline.table';

type Detail = Readonly<Record<string, string | number>>;
type Told = { readonly caseNumber: string; readonly year?: number };

const entry = ({ caseNumber, year }: Told, { type, revision, meta }: RecordedEvent, detail: Detail): readonly Change[] => [
  insert(TIMELINE, {
    case_number: caseNumber,
    seq: revision,
    type,
    year,
    effective_on: meta.effectiveOn,
    actor: meta.actor,
    role: meta.role,
    detail: JSON.stringify(detail),
    at: meta.at,
  }),
];

/** The content of each event is picked field by field, so that a sealed or new field never slips into a view. */
type Certified = Pick<
  Extract<EnrolmentEvent, { readonly type: 'PaidElsewhereConfirmed' }>['data'],
  'months' | 'paidBy' | 'documentNo'
>;
/** What another county certifies of a year. */
const certifiedMonths = ({ months, paidBy, documentNo }: Certified) => ({
  months: months.join('、'),
  paid_by: paidBy,
  document_no: documentNo,
});

export const timeline = {
  EnrolmentApplied: (said, event) => entry(said, event, { row: said.row }),
  EnrolmentRenewed: (said, event) => entry(said, event, { row: said.row }),
  AccountRecorded: (said, event) => entry(said, event, { reason: said.reason }),
  EligibilityConfirmed: (said, event) => entry(said, event, { level: said.level }),
  EligibilityRejected: (said, event) => entry(said, event, { level: said.level, reason: said.reason }),
  RejectionWithdrawalProposed: (said, event) => entry(said, event, { document_no: said.documentNo }),
  RejectionWithdrawn: (said, event) => entry(said, event, { document_no: said.documentNo }),
  EnrolmentNoticed: (said, event) =>
    entry(said, event, { level: said.level, notice: said.noticeId, posted_on: said.postedOn, closes_on: said.closesOn }),
  ObjectionRaised: (said, event) => entry(said, event, { level: said.level, kind: said.kind, channel: said.channel }),
  ObjectionUpheld: (said, event) => entry(said, event, { reason: said.reason }),
  ObjectionDismissed: (said, event) => entry(said, event, { reason: said.reason }),
  ObjectionRemedied: (said, event) => entry(said, event, { reason: said.reason, statement: said.statement }),
  CaseHeld: ({ hold, cause, fact, dueOn, ...said }, event) =>
    entry(said, event, {
      hold,
      cause,
      ...(fact === undefined ? {} : { fact }),
      ...(dueOn === undefined ? {} : { due_on: dueOn }),
    }),
  HoldReleased: (said, event) => entry(said, event, { hold: said.hold }),
  FactsCorrected: (said, event) => entry(said, event, { statement: said.statement, document_no: said.documentNo }),
  EnrolmentExited: (said, event) => entry(said, event, { reason: said.reason }),
  MonthsGivenWay: (said, event) => entry(said, event, { reason: `gave_way:${said.to}`, months: said.months.join('、') }),
  ExitProposed: (said, event) => entry(said, event, { reason: said.reason, document_no: said.documentNo }),
  ExitWithdrawalProposed: (said, event) => entry(said, event, { document_no: said.documentNo }),
  ExitDropped: (said, event) => entry(said, event, { reason: said.note }),
  ExitWithdrawn: (said, event) => entry(said, event, { reason: said.reason, document_no: said.documentNo }),
  PaidElsewhereProposed: (said, event) => entry(said, event, certifiedMonths(said)),
  PaidElsewhereConfirmed: (said, event) => entry(said, event, certifiedMonths(said)),
  PaidElsewhereDropped: (said, event) => entry(said, event, { reason: said.note }),
  TransferProposed: (said, event) => entry(said, event, { to_village: said.toVillage, document_no: said.documentNo }),
  TransferDropped: (said, event) => entry(said, event, { reason: said.note }),
  EnrolmentTransferredOut: (said, event) => entry(said, event, { to_village: said.toVillage, document_no: said.documentNo }),
  EnrolmentTransferredIn: (said, event) => entry(said, event, { from_village: said.fromVillage, document_no: said.documentNo }),
  EntitlementDetermined: (said, event) =>
    entry(said, event, {
      entitlement: said.entitlement,
      number: said.number,
      amount_fen: parseFenText(said.amountFen),
      ...(said.number === 1 ? {} : { reason: said.cause }),
    }),
  PaymentInstructed: (said, event) => entry(said, event, payment(said)),
  PaymentSettled: (said, event) => entry(said, event, payment(said)),
  PaymentReturned: (said, event) => entry(said, event, { ...payment(said), reason: said.reason }),
  RecoveryOpened: (said, event) =>
    entry(said, event, { entitlement: said.entitlement, amount_fen: parseFenText(said.amountFen), reason: said.reason }),
  RecoveryReduced: (said, event) => entry(said, event, { amount_fen: parseFenText(said.amountFen), reason: said.reason }),
  ExcessNoted: (said, event) =>
    entry(said, event, {
      left_fen: parseFenText(said.leftFen),
      undecided_fen: parseFenText(said.undecidedFen),
      reason: said.reason,
    }),
  RecoveryReceived: (said, event) =>
    entry(said, event, { amount_fen: parseFenText(said.amountFen), document_no: said.documentNo }),
} satisfies Required<Pick<Projection, EnrolmentEvent['type']>>;

type Paid = {
  readonly entitlement: string;
  readonly attempt: number;
  readonly batch: string;
  readonly lineNo: number;
  readonly amountFen: string;
};

function payment({ entitlement, attempt, batch, lineNo, amountFen }: Paid): Detail {
  return { entitlement, attempt, batch, line_no: lineNo, amount_fen: parseFenText(amountFen) };
}
