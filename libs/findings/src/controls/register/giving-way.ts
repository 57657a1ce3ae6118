import type { Question } from '@fenming/programmes';
import { inMap } from './columns';

/** Of the few cases that give months to another programme, or of which another county has paid some: which, by case and year. */
export class GivingWay {
  private readonly elsewhere = new Map<string, Map<string, readonly number[]>>();
  private readonly byYear = new Map<string, Map<string, readonly number[]>>();

  set(slot: number, year: number, { to, months }: { readonly to: string; readonly months: readonly number[] }): void {
    inMap(this.byYear, `${slot} ${year}`, () => new Map()).set(to, months);
  }

  /** Another county certifies that it has paid them. */
  paidElsewhere(
    slot: number,
    year: number,
    { paidBy, months }: { readonly paidBy: string; readonly months: readonly number[] },
  ): void {
    inMap(this.elsewhere, `${slot} ${year}`, () => new Map()).set(paidBy, months);
  }

  /** Neither where none ever did. */
  of(slot: number, year: number): Pick<Question, 'givenWay' | 'paidElsewhere'> {
    const given = this.byYear.get(`${slot} ${year}`);
    const certified = this.elsewhere.get(`${slot} ${year}`);
    return {
      ...(given === undefined ? {} : { givenWay: [...new Set([...given.values()].flat())] }),
      ...(certified === undefined ? {} : { paidElsewhere: [...new Set([...certified.values()].flat())] }),
    };
  }
}
