import type { AreaCode } from '@fenming/citizen';
import type { ProgrammeId } from '@fenming/programmes';
import type { Of } from './enrolment-key';

/** The day from which an exit counts (PlainDate), sealed with the person's key: it may be a day of death. Version 1 had it in clear. */
type Sealed = { readonly sealedDay: string };
export type ExitDay = Sealed | { readonly effectiveOn: string };
/** `year`: of the day from which it counts, for it decides where the case stands in each year. */
export type EnrolmentExited = Of<'EnrolmentExited', { readonly reason: string; readonly year: number } & ExitDay>;
/** Why a case is left without a death: what two people sign. Whoever lost a condition has another fact, which is stated. */
export const LEAVING_REASONS = ['moved_out', 'other'] as const;
export type LeavingReason = (typeof LEAVING_REASONS)[number];
/** Somebody says by a document that the case is left. It waits for another person, and nothing of the case is confirmed or paid until then. */
export type ExitProposed = Of<
  'ExitProposed',
  { readonly reason: LeavingReason; readonly year: number; readonly documentNo: string; readonly note: string } & Sealed
>;
/** Somebody says by a document that the case was never left. It waits for another person. */
export type ExitWithdrawalProposed = Of<'ExitWithdrawalProposed', { readonly documentNo: string; readonly note: string }>;
/** What was said of an exit is not so; it was not confirmed. */
export type ExitDropped = Of<'ExitDropped', { readonly note: string }>;
/** The exit rested on something that was not so. The case goes on where it stood, and the years are determined again. */
export type ExitWithdrawn = Of<
  'ExitWithdrawn',
  { readonly reason: string; readonly year: number; readonly documentNo: string; readonly note: string }
>;
/**
 * Somebody says by a document that the person has moved to another village of the county. `year`: the first one that goes along; `sealedDay`:
 * of the move, sealed with the person's key. It waits for another person.
 */
export type TransferProposed = Of<
  'TransferProposed',
  { readonly toVillage: AreaCode; readonly year: number; readonly documentNo: string; readonly note: string } & Sealed
>;
/** What was said of a move is not so; it was not confirmed. */
export type TransferDropped = Of<'TransferDropped', { readonly note: string }>;
type Transferred = { readonly year: number; readonly documentNo: string } & Sealed;
/** The two halves of a move, always recorded together: years from `year` on are no longer of the one village, but of the other. */
export type EnrolmentTransferredOut = Of<'EnrolmentTransferredOut', { readonly toVillage: AreaCode } & Transferred>;
export type EnrolmentTransferredIn = Of<'EnrolmentTransferredIn', { readonly fromVillage: AreaCode } & Transferred>;
type CertifiedMonths = {
  readonly year: number;
  readonly months: readonly number[];
  readonly paidBy: string;
  readonly documentNo: string;
};
/**
 * Another county certifies that it has paid months (1 to 12) of a year, or that it has paid none after all. `hold`: under which the case is held
 * until another person has confirmed it.
 */
export type PaidElsewhereProposed = Of<
  'PaidElsewhereProposed',
  CertifiedMonths & { readonly hold: string; readonly note: string }
>;
/** The certificate counts: these months of the year, and no others, are not due here. */
export type PaidElsewhereConfirmed = Of<'PaidElsewhereConfirmed', CertifiedMonths>;
export type PaidElsewhereDropped = Of<'PaidElsewhereDropped', { readonly year: number; readonly note: string }>;
/** The months (1 to 12) of a year for which another programme of the person pays: they are not due here. All that give way to it, each time anew. */
export type MonthsGivenWay = Of<
  'MonthsGivenWay',
  { readonly year: number; readonly to: ProgrammeId; readonly months: readonly number[] }
>;

/** Exits, moves, and months that something else pays. */
export type LeavingEvent =
  | EnrolmentExited
  | EnrolmentTransferredIn
  | EnrolmentTransferredOut
  | ExitDropped
  | ExitProposed
  | ExitWithdrawalProposed
  | ExitWithdrawn
  | MonthsGivenWay
  | PaidElsewhereConfirmed
  | PaidElsewhereDropped
  | PaidElsewhereProposed
  | TransferDropped
  | TransferProposed;
