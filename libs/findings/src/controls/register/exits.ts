import type { PlainDate } from '@fenming/calendar';
import type { Question } from '@fenming/programmes';
import { inMap } from './columns';

/** The day of a death, and the day on which the right was lost otherwise. */
export type LeftOn = Pick<Question, 'diedOn' | 'lostOn'>;

/** Of the few cases that were left: from which year, on which day, and in which year they were taken up again; and the days of the deaths. */
export class Exits {
  private readonly left = new Map<number, { readonly year: number; readonly on: PlainDate; backIn?: number }[]>();
  private readonly died = new Map<number, { readonly year: number; readonly on: PlainDate }>();

  leave(slot: number, { year, reason }: { readonly year: number; readonly reason: string }, on: PlainDate): void {
    if (reason === 'death') this.died.set(slot, { year, on });
    else inMap(this.left, slot, () => []).push({ year, on });
  }

  takeUp(slot: number, year: number): void {
    const last = this.left.get(slot)?.at(-1);
    if (last !== undefined && last.year < year) last.backIn ??= year;
  }

  withdraw(slot: number, reason: string): void {
    if (reason === 'death') this.died.delete(slot);
    else this.left.get(slot)?.pop();
  }

  /** What counts in a year; undefined where nothing does. */
  of(slot: number, year: number): LeftOn | undefined {
    const left = this.left.get(slot)?.find((exit) => exit.year <= year && year < (exit.backIn ?? year + 1));
    const died = this.died.get(slot);
    if (left === undefined && (died === undefined || died.year > year)) return undefined;
    return {
      ...(left === undefined ? {} : { lostOn: left.on }),
      ...(died === undefined || died.year > year ? {} : { diedOn: died.on }),
    };
  }
}
