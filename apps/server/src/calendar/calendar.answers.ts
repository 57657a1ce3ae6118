import { pageOf } from '../answers/page.answers';
import { day, Has, hash, manyOf, MayHave, oneOf, text, whole } from '../answers/fields';

/** The days of a year that differ from the week. `working_days` beside `lawful_working_days`: where they differ, a line is missing or the year had an extraordinary day off. */
export class HolidaysAnswer {
  @Has(whole) year!: number;
  @Has(text) title!: string;
  @Has(text) document_no!: string;
  @Has(manyOf(day)) holidays!: readonly string[];
  @Has(manyOf(day)) workdays!: readonly string[];
  @Has(whole) working_days!: number;
  @Has(whole) lawful_working_days!: number;
}
/** A table in force, of this release or of the county itself; then who proposed it, and who confirmed it. */
export class HolidayYearAnswer extends HolidaysAnswer {
  @Has(oneOf(['release', 'county'])) origin!: 'release' | 'county';
  @MayHave(hash) content_hash?: string;
  @MayHave(text) proposed_by?: string;
  @MayHave(text) confirmed_by?: string;
}
/** `notices_until`: the last day on which every notice can be posted. */
export class HolidayYearsAnswer extends pageOf(HolidayYearAnswer) {
  @MayHave(day) notices_until?: string;
}
/** A table that waits for a second person. */
export class HolidayProposalAnswer extends HolidaysAnswer {
  @Has(hash) content_hash!: string;
  @Has(text) proposed_by!: string;
}
export class HolidaysProposedAnswer {
  @Has(whole) year!: number;
  @Has(hash) content_hash!: string;
  @Has(oneOf(['proposed', 'already'])) outcome!: 'proposed' | 'already';
}
export class HolidaysConfirmedAnswer {
  @Has(whole) year!: number;
  @Has(hash) content_hash!: string;
}
