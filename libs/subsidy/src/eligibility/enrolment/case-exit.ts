import type { ActorId } from '../../decider';
import type { ExitDay, ExitProposed } from './enrolment.events';

/** `returnedIn`: the year from which the case goes on by a new application. */
export type CaseExit = { readonly reason: string; readonly year: number; readonly day: ExitDay; readonly returnedIn?: number };
/** What one person has said and another confirms. */
export type ExitProposal = { readonly documentNo: string; readonly note: string; readonly by: ActorId } & (
  ({ readonly step: 'exit' } & Pick<ExitProposed['data'], 'reason' | 'year' | 'sealedDay'>) | { readonly step: 'withdrawal' }
);
type Exits = {
  readonly exit?: CaseExit | undefined;
  readonly earlierExits?: readonly CaseExit[] | undefined;
  readonly death?: CaseExit | undefined;
};

/** The leaving, other than by death, after which a case was not taken up again by a year. */
export const leavingBefore = ({ exit, earlierExits = [] }: Exits, year: number): CaseExit | undefined =>
  [...earlierExits, ...(exit === undefined ? [] : [exit])].find(({ returnedIn }) => year < (returnedIn ?? year + 1));

/** The first exit that counts in a year: one of a later year says nothing about it, nor one after which the case was taken up again. */
export const exitOf = (exits: Exits, year: number): CaseExit | undefined => {
  const [left, died] = [leavingBefore(exits, year), exits.death].map((one) =>
    one !== undefined && one.year <= year ? one : undefined,
  );
  return left === undefined || (died !== undefined && died.year <= left.year) ? died : left;
};

/** Whoever is dead or has moved out of the county does not move within it. */
export const isGone = ({ exit, death }: Pick<Exits, 'exit' | 'death'>): boolean =>
  death !== undefined || (exit?.reason === 'moved_out' && exit.returnedIn === undefined);

/** Nothing goes to the account of somebody who is dead; whoever left otherwise is paid what is due up to then. */
export const isDead = ({ death }: Pick<Exits, 'death'>): boolean => death !== undefined;

export const exitDay = (data: ExitDay): ExitDay =>
  'sealedDay' in data ? { sealedDay: data.sealedDay } : { effectiveOn: data.effectiveOn };
