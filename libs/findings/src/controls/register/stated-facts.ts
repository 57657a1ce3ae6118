import { say } from '@fenming/language';
import type { EntitlementDetermined, FactsCorrected } from '@fenming/subsidy';
import type { Cases } from './cases';

/** Of the few cases whose facts were corrected: by which statements, by case and year. */
export class StatedFacts {
  private readonly byYear = new Map<string, readonly string[]>();

  constructor(private readonly cases: Pick<Cases, 'ids'>) {}

  /** A statement that counts once more is the newest. */
  readonly correct = ({ statement, ...of }: FactsCorrected['data']): void => {
    this.byYear.set(this.keyOf(of), [...this.of(of).filter((one) => one !== statement), statement]);
  };

  /** A sentence where a determination names other statements than those by which its facts were corrected. */
  differs({ statements = [], ...of }: EntitlementDetermined['data']): string | undefined {
    const counting = this.of(of);
    return counting.join() === statements.join()
      ? undefined
      : say(
          `事实按 ${counting.length} 份更正改过，核定记有 ${statements.length} 份，或不是同样的几份`,
          `the facts were corrected by ${counting.length} statements; the determination names ${statements.length}, or others`,
        );
  }

  private keyOf({ enrolmentId, year }: { readonly enrolmentId: string; readonly year: number }): string {
    return `${this.cases.ids.slotOf(enrolmentId)} ${year}`;
  }

  private of(one: { readonly enrolmentId: string; readonly year: number }): readonly string[] {
    return this.byYear.get(this.keyOf(one)) ?? [];
  }
}
