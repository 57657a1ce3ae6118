import type { Question } from '@fenming/programmes';
import { inMap } from './columns';

/** The day of a death, or the day on which the right was lost otherwise. */
export type LeftOn = Pick<Question, 'diedOn' | 'lostOn'>;

/** Of the few cases that were left: from which year, on which day, and in which year they were taken up again. */
export class Exits {
  private readonly bySlot = new Map<number, { readonly year: number; readonly on: LeftOn; backIn?: number }[]>();

  leave(slot: number, year: number, on: LeftOn): void {
    inMap(this.bySlot, slot, () => []).push({ year, on });
  }

  takeUp(slot: number, year: number): void {
    const last = this.bySlot.get(slot)?.at(-1);
    if (last !== undefined && last.year < year) last.backIn ??= year;
  }

  withdraw(slot: number): void {
    this.bySlot.get(slot)?.pop();
  }

  /** What counts in a year; undefined where nothing does. */
  of(slot: number, year: number): LeftOn | undefined {
    return this.bySlot.get(slot)?.find((exit) => exit.year <= year && year < (exit.backIn ?? year + 1))?.on;
  }
}
