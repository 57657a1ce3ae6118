import type { ActorId } from '../../decider';
import type { EnrolmentKey, PaidElsewhereConfirmed, PaidElsewhereProposed } from './enrolment.events';

/** What another county certifies of a year. */
export type Certified = Omit<PaidElsewhereConfirmed['data'], keyof EnrolmentKey>;
/** What one person has said of it and another confirms. */
export type ElsewhereProposal = Omit<PaidElsewhereProposed['data'], keyof EnrolmentKey> & { readonly by: ActorId };

export const certified = ({ year, months, paidBy, documentNo }: Certified): Certified => ({ year, months, paidBy, documentNo });
