import type { Instant } from '@fenming/calendar';
import type { Desk } from './desk';

/** One stretch of the county's year: the simulated instant at which it happens, and what is done. Everything in it may be repeated. */
export type Phase = { readonly at: Instant; readonly title: string; readonly run: (desk: Desk) => Promise<void> };

export const phase = (at: Instant, title: string, run: Phase['run']): Phase => ({ at, title, run });
