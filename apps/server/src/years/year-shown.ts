import { dateOf, yearOf } from '@fenming/calendar';
import { Refused } from '@fenming/commands';
import { type RunningCounty } from '@fenming/county';

export const thisYear = ({ clock }: RunningCounty): number => yearOf(dateOf(clock.now()));

/**
 * The year that is asked for, this one where none is. A year that is not there yet, or was never here, is not an empty one: nobody is to
 * read nothing owed and nothing paid out of it. Throws Refused.
 */
export const yearShown = (county: RunningCounty, asked: number = thisYear(county)): number => {
  if (![...county.views.yearsKnown(), thisYear(county)].includes(asked))
    throw new Refused({ refused: 'year_unknown', detail: String(asked) });
  return asked;
};
