import type { ActorId } from '../../decider';
import type { ExitDay, ExitProposed } from './enrolment.events';

/** `returnedIn`: the year from which the case goes on by a new application. */
export type CaseExit = { readonly reason: string; readonly year: number; readonly day: ExitDay; readonly returnedIn?: number };
/** What one person has said and another confirms. */
export type ExitProposal = { readonly documentNo: string; readonly note: string; readonly by: ActorId } & (
  ({ readonly step: 'exit' } & Pick<ExitProposed['data'], 'reason' | 'year' | 'sealedDay'>) | { readonly step: 'withdrawal' }
);
type Exits = { readonly exit?: CaseExit | undefined; readonly earlierExits?: readonly CaseExit[] | undefined };

/** The exit that counts in a year: one of a later year says nothing about it, nor one after which the case was taken up again. */
export const exitOf = ({ exit, earlierExits = [] }: Exits, year: number): CaseExit | undefined =>
  [...earlierExits, ...(exit === undefined ? [] : [exit])].find((one) => one.year <= year && year < (one.returnedIn ?? year + 1));

/** Nothing goes to the account of somebody who is dead; whoever left otherwise is paid what is due up to then. */
export const isDead = ({ exit }: Pick<Exits, 'exit'>): boolean => exit?.reason === 'death';

/** A death, and its withdrawal, settle nothing of what somebody has said of another exit: should nobody have died, it still waits. */
export const stillWaiting = (exitProposal: ExitProposal | undefined): { readonly exitProposal?: ExitProposal } =>
  exitProposal?.step === 'exit' ? { exitProposal } : {};

export const exitDay = (data: ExitDay): ExitDay =>
  'sealedDay' in data ? { sealedDay: data.sealedDay } : { effectiveOn: data.effectiveOn };
