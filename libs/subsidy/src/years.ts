import { dateOf, yearOf } from '@fenming/calendar';
import { refuse, type Asked, type Refusal } from './decider';

/** The calendar year in Asia/Shanghai in which somebody asks. */
const yearNow = ({ at }: Pick<Asked, 'at'>): number => yearOf(dateOf(at));

/** Money is paid, and books are closed, only for a year that has begun: what is due later is not due. */
export const yearBegun = (year: number, asked: Asked): Refusal<'year_not_begun'> | undefined =>
  year <= yearNow(asked) ? undefined : refuse('year_not_begun', String(year));

/** The lists and the money of a year are prepared in the year before (提前下达), and no earlier: anything beyond is a slip of the pen. */
export const yearInReach = (year: number, asked: Asked): Refusal<'year_out_of_reach'> | undefined =>
  year <= yearNow(asked) + 1 ? undefined : refuse('year_out_of_reach', String(year));
