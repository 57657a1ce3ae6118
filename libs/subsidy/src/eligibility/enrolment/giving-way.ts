import type { Asked, Decision } from '../../decider';
import { refuse } from '../../decider';
import { firstRefusal, notOwnCase, permit } from '../../permission';
import { determined } from './determination';
import type { GiveWay } from './enrolment.commands';
import type { EnrolmentEvent } from './enrolment.events';
import type { EnrolmentCode } from './enrolment.refusals';
import { personsOf } from './case-persons';
import type { EnrolmentYear } from './enrolment-year';
import { evolveEnrolment, type EnrolmentState } from './enrolment.state';
import { determinationOf, type Determination } from './owed';

/** The months (1 to 12) for which a determination pays something. */
export const monthsPaid = ({ lines }: Pick<Determination, 'lines'>): readonly number[] => {
  const months = lines.flatMap(({ from, to, amountFen }) => {
    const [first, last] = [Number(from.slice(5)), Number(to.slice(5))];
    return Number(amountFen) > 0 ? Array.from({ length: last - first + 1 }, (_, at) => first + at) : [];
  });
  return [...new Set(months)].toSorted((a, b) => a - b);
};

/** All months of a year that give way, to whatever programme; undefined where none ever did. */
export const givenWayIn = (year: Pick<EnrolmentYear, 'givenWay'> | undefined): readonly number[] | undefined =>
  year?.givenWay === undefined ? undefined : [...new Set(Object.values(year.givenWay).flat())].toSorted((a, b) => a - b);

const same = (a: readonly number[], b: readonly number[]): boolean => a.join() === b.join();

/** What was paid for the months is too much by it, and what becomes of that the programme's own row says. */
export const giveWay = (
  state: EnrolmentState,
  { year, to, months, redetermined }: GiveWay,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  if (state.key === undefined) return refuse('not_applied');
  const known = state.years[year];
  if (known === undefined || known.rejection !== undefined) return [];
  const refusal = firstRefusal(permit(asked, 'health', state.key.village), notOwnCase(asked, ...personsOf(state)));
  if (refusal !== undefined) return refusal;
  const before = known.givenWay?.[to];
  if (before === undefined ? months.length === 0 : same(before, months)) return [];
  const given: EnrolmentEvent = { type: 'MonthsGivenWay', data: { ...state.key, year, to, months } };
  const after = evolveEnrolment(state, given, asked.by);
  return [
    given,
    ...redetermined.flatMap((one) =>
      determinationOf(after, one.year) === undefined ? [] : determined(after as typeof state, one),
    ),
  ];
};
