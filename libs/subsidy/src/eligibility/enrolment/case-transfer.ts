import type { AreaCode } from '@fenming/citizen';
import type { ActorId } from '../../decider';
import { confirmedLevel, type EnrolmentYear } from './enrolment-year';
import type { EnrolmentKey, TransferProposed } from './enrolment.events';

/** A move within the county: from `year` on the years of the case are the other village's. */
export type CaseTransfer = { readonly year: number; readonly from: AreaCode };
/** What one person has said of a move and another confirms. */
export type TransferProposal = Omit<TransferProposed['data'], keyof EnrolmentKey> & { readonly by: ActorId };

type Lying = { readonly key: EnrolmentKey; readonly transfers?: readonly CaseTransfer[] | undefined };
type Years = Readonly<Record<number, EnrolmentYear>>;

/** The village whose year it is: that of the case, or where the case lay then. */
export const villageIn = ({ key, transfers = [] }: Lying, year: number): AreaCode =>
  transfers.find((transfer) => transfer.year > year)?.from ?? key.village;

export const keyIn = (state: Lying, year: number): EnrolmentKey =>
  state.transfers === undefined ? state.key : { ...state.key, village: villageIn(state, year) };

/** Whether the case lay in a village before it moved on. */
export const hasLeftVillage = ({ transfers = [] }: Pick<Lying, 'transfers'>, village: AreaCode): boolean =>
  transfers.some(({ from }) => from === village);

/**
 * The first year that goes along with a move in `movedIn`: what a village has confirmed it brings to its end, and what an earlier move left in
 * another village stays there.
 */
export const firstYearAfterMove = ({ years, transfers = [] }: Lying & { readonly years: Years }, movedIn: number): number => {
  const confirmed = Object.entries(years).flatMap(([year, of]) => (confirmedLevel(of) === undefined ? [] : [Number(year)]));
  return Math.max(movedIn, ...confirmed.map((year) => year + 1), ...transfers.map(({ year }) => year));
};
