import { Has, flag, hash, listOf, manyOf, MayHave, moment, orNull, text, whole } from '../answers/fields';
import { FaultAnswer } from '../answers/problem.answers';

/**
 * What came of a list: what it says that agrees with our record, differs from it, has nothing there to be compared with, or is of strangers;
 * together `said`. `leads`: in how many cases something differs. `found`: how many of the `enrolled` persons with an open case it names. `hash`: over the outcome of each row.
 */
class ComparedCountsAnswer {
  @Has(text) source!: string;
  @Has(whole) number!: number;
  @Has(whole) rows!: number;
  @Has(whole) said!: number;
  @Has(whole) agreed!: number;
  @Has(whole) differs!: number;
  @Has(whole) unknown!: number;
  @Has(whole) stranger!: number;
  @Has(whole) leads!: number;
  @Has(whole) found!: number;
  @Has(whole) enrolled!: number;
  @Has(hash) hash!: string;
}
export class ComparedAnswer extends ComparedCountsAnswer {
  @Has(text) comparison!: string;
  @Has(listOf(FaultAnswer)) warnings!: readonly FaultAnswer[];
  @Has(whole) warnings_total!: number;
  @MayHave(text) log_position?: string | undefined;
}
/** Of the main items of all sources together: those that could be compared, and those of them that agree. */
export class OverallAccuracyAnswer {
  @Has(whole) compared!: number;
  @Has(whole) agreed!: number;
  @Has(orNull(text)) accuracy_percent!: string | null;
  @Has(orNull(flag)) accuracy_reached!: boolean | null;
}
/**
 * The last list of a source. `coverage_percent`: the persons found of those enrolled. `accuracy_percent`: what agrees of what could be compared;
 * null where the source speaks of nothing that our record holds. Two digits, never rounded up; `reached`: at least 95.
 */
export class ComparisonAnswer extends ComparedCountsAnswer {
  @Has(text) title!: string;
  @Has(text) keeper!: string;
  @Has(orNull(text)) coverage_percent!: string | null;
  @Has(orNull(text)) accuracy_percent!: string | null;
  @Has(orNull(flag)) accuracy_reached!: boolean | null;
  @Has(text) actor!: string;
  @Has(moment) compared_at!: string;
}
/** A body whose lists are compared, and what their columns are called; of `columns` those in `required` must be there. */
export class SourceAnswer {
  @Has(text) source!: string;
  @Has(text) title!: string;
  @Has(text) keeper!: string;
  @Has(manyOf(text)) required!: readonly string[];
  @Has(manyOf(text)) columns!: readonly string[];
}
