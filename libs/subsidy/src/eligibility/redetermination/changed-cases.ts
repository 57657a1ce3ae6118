import { createHash } from 'node:crypto';
import type { AreaCode } from '@fenming/citizen';
import { addFen, fen, fenText, parseFenText, ZERO_FEN, type Fen } from '@fenming/money';
import type { EnrolmentId } from '../../decider';
import type { ChangedCase, TownshipTotals } from './redetermination.events';

export const changedKey = ({ enrolmentId, year }: { readonly enrolmentId: EnrolmentId; readonly year: number }): string =>
  `${enrolmentId} ${year}`;

/** SHA-256 over the changed cases of a list, in order. */
export const changedHash = (cases: Iterable<ChangedCase>): string => {
  const hash = createHash('sha256');
  for (const { caseNumber, year, wasFen, becomesFen, person = '' } of cases)
    hash.update(`${caseNumber}|${year}|${wasFen}|${becomesFen}|${person}\n`);
  return hash.digest('hex');
};
/** Over all lists: what is signed is exactly what was listed. */
export const listsHash = (hashes: readonly string[]): string => createHash('sha256').update(hashes.join('\n')).digest('hex');

const riseOf = ({ wasFen, becomesFen }: ChangedCase): Fen => fen(parseFenText(becomesFen) - parseFenText(wasFen));

/** Adds changed cases to the totals of their years and townships. */
export const addChanged = (totals: Map<string, TownshipTotals>, cases: Iterable<ChangedCase>): void => {
  for (const changed of cases) {
    const { year, village, person } = changed;
    const township = village.slice(0, 9) as AreaCode;
    const before = totals.get(`${year} ${township}`) ?? { year, township, raised: 0, raisedFen: '0', forPerson: 0 };
    const rise = person === undefined ? riseOf(changed) : ZERO_FEN;
    totals.set(`${year} ${township}`, {
      ...before,
      raised: before.raised + (person === undefined ? 1 : 0),
      raisedFen: fenText(addFen(parseFenText(before.raisedFen), rise)),
      forPerson: before.forPerson + (person === undefined ? 0 : 1),
    });
  }
};
