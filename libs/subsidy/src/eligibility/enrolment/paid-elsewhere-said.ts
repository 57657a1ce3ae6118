import type { ActorId } from '../../decider';
import type { EnrolmentYear } from './enrolment-year';
import type { EnrolmentKey, PaidElsewhereConfirmed, PaidElsewhereProposed } from './enrolment.events';

/** What another county certifies of a year. */
export type Certified = Omit<PaidElsewhereConfirmed['data'], keyof EnrolmentKey>;
/** What one person has said of it and another confirms. */
export type ElsewhereProposal = Omit<PaidElsewhereProposed['data'], keyof EnrolmentKey> & { readonly by: ActorId };

/** A county's later certificate takes the place of its own, and of no other county's. */
export const withCertified = (year: EnrolmentYear, { paidBy, months }: Pick<Certified, 'paidBy' | 'months'>): EnrolmentYear => ({
  ...year,
  paidElsewhere: { ...year.paidElsewhere, [paidBy]: months },
});

/** All months of a year that other counties have paid; undefined where none has ever said so. */
export const paidElsewhereIn = (year: Pick<EnrolmentYear, 'paidElsewhere'> | undefined): readonly number[] | undefined =>
  year?.paidElsewhere === undefined
    ? undefined
    : [...new Set(Object.values(year.paidElsewhere).flat())].toSorted((a, b) => a - b);

export const certified = ({ year, months, paidBy, documentNo }: Certified): Certified => ({ year, months, paidBy, documentNo });
