import { inMap } from './columns';

/** Of the few cases that give months to another programme: which, by case and year. */
export class GivingWay {
  private readonly byYear = new Map<string, Map<string, readonly number[]>>();

  set(slot: number, year: number, { to, months }: { readonly to: string; readonly months: readonly number[] }): void {
    inMap(this.byYear, `${slot} ${year}`, () => new Map()).set(to, months);
  }

  /** Undefined where none ever did. */
  of(slot: number, year: number): readonly number[] | undefined {
    const given = this.byYear.get(`${slot} ${year}`);
    return given === undefined ? undefined : [...new Set([...given.values()].flat())];
  }
}
