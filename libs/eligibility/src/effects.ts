import { createHash } from 'node:crypto';
import { Refused } from '@fenming/commands';
import { proposedFor, type RunningCounty } from '@fenming/county';
import { ZERO_FEN, type Fen } from '@fenming/money';
import type { ProgrammeId } from '@fenming/programmes';
import {
  determinationOf,
  onTrial,
  refuse,
  yearOwed,
  type Enrolment,
  type EnrolmentId,
  type EnrolmentKey,
  type Redetermination,
} from '@fenming/subsidy';

/**
 * What a year of a case comes to without and with what somebody has said, null where the facts do not say it; and what becomes of its money
 * then, in fen: to be paid, claimed back or on its way and too much, left by the rules, undecided.
 */
export type YearEffect = {
  readonly enrolment_id: EnrolmentId;
  readonly case_number: string;
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly was_fen: Fen | null;
  readonly becomes_fen: Fen | null;
  readonly payable_fen: Fen;
  readonly over_fen: Fen;
  readonly left_fen: Fen;
  readonly undecided_fen: Fen;
};
/** `redetermined`: the determined years, as the second signature would have them. */
export type CaseEffects = {
  readonly key: EnrolmentKey;
  readonly effects: readonly YearEffect[];
  readonly redetermined: readonly Redetermination[];
};
/** What is shown before it is signed. `basis`: names all of it, also what its reader may not see, for whoever signs. */
export type Shown = { readonly changes: readonly YearEffect[]; readonly basis: string };

export const comesTo = (answer: ReturnType<typeof proposedFor>): Fen | null => {
  if (answer === undefined || answer.proposal.verdict === 'unknown') return null;
  return answer.proposal.verdict === 'eligible' ? answer.proposal.amountFen : ZERO_FEN;
};

/** What somebody has said makes of these years of a case. */
export const effectsOf = (
  county: RunningCounty,
  state: Enrolment,
  becoming: readonly Pick<YearEffect, 'year' | 'becomes_fen'>[],
  redetermined: readonly Redetermination[],
): CaseEffects => {
  const { key } = state;
  const { enrolmentId: enrolment_id, caseNumber: case_number, programme } = key;
  const after = onTrial(state, redetermined);
  const effects = becoming.map(({ year, becomes_fen }): YearEffect => {
    const { payable, over, left, undecided } = yearOwed(after, year);
    return {
      enrolment_id,
      case_number,
      programme,
      year,
      was_fen: determinationOf(state, year)?.amountFen ?? comesTo(proposedFor(county, state, { year })),
      becomes_fen,
      payable_fen: payable,
      over_fen: over,
      left_fen: left,
      undecided_fen: undecided,
    };
  });
  return { key, effects, redetermined };
};

/** What determining years otherwise makes of them. */
export const effectsOfRedetermined = (
  county: RunningCounty,
  state: Enrolment,
  redetermined: readonly Redetermination[],
): CaseEffects => {
  const becoming = redetermined.map(({ year, proposal }) => ({ year, becomes_fen: proposal.amountFen }));
  return effectsOf(county, state, becoming, redetermined);
};

/** Whether a year falls. Unknown never lowers. */
export const lowers = ({ was_fen, becomes_fen }: YearEffect): boolean =>
  was_fen !== null && becomes_fen !== null && becomes_fen < was_fen;

/** SHA-256 over what was said and what it does, people, months and sums, in an order that hangs on nothing else. */
export const basisOf = (said: readonly (string | number)[], cases: readonly CaseEffects[]): string => {
  const sorted = cases.toSorted((a, b) => (a.key.enrolmentId < b.key.enrolmentId ? -1 : 1));
  const all = sorted.map(({ effects, redetermined }) => [effects, redetermined.map(({ proposal }) => proposal.lines)]);
  return createHash('sha256')
    .update(JSON.stringify([said, all]))
    .digest('hex');
};

export const shownTo = (
  sees: (key: EnrolmentKey) => boolean,
  said: readonly (string | number)[],
  cases: readonly CaseEffects[],
): Shown => ({ changes: cases.flatMap(({ key, effects }) => (sees(key) ? effects : [])), basis: basisOf(said, cases) });

/** What is signed is what was shown. @throws Refused */
export const mustBeAsShown = (signed: string, now: string): void => {
  if (signed !== now) throw new Refused(refuse('basis_outdated'));
};
