import type { FactRecorded, FactsOfCase, StatementTold } from '@fenming/eligibility';
import { STATEMENT_STATES } from '@fenming/subsidy';
import { ChangesAnswer } from '../answers/effects.answers';
import { day, Has, hash, listOf, MayHave, moment, oneOf, orNull, text, whole } from '../answers/fields';
import { RecordedAnswer } from '../notices/notices.answers';

/** What was recorded of a fact for a year: by a row of a roster file, or by a document. `value`: as a roster writes it. */
class RecordedFactAnswer {
  @Has(text) fact!: string;
  @Has(text) title!: string;
  @Has(whole) year!: number;
  @Has(orNull(text)) value!: string | null;
  @Has(oneOf(['roster', 'statement'])) origin!: FactRecorded['origin'];
  @MayHave(text) import_id?: string;
  @MayHave(whole) row?: number;
  @MayHave(text) statement?: string;
  @MayHave(text) document_no?: string;
  @Has(moment) recorded_at!: string;
  @Has(text) recorded_by!: string;
}
/** `correction`: what was recorded never held. `change`: from `since` on it is otherwise. `changes` and `basis`: while it waits; whoever accepts it sends `basis` back. */
class StatementAnswer extends ChangesAnswer implements StatementTold {
  @Has(text) statement!: string;
  @Has(text) fact!: string;
  @Has(text) title!: string;
  @Has(oneOf(['correction', 'change'])) kind!: StatementTold['kind'];
  @Has(orNull(text)) value!: string | null;
  @Has(orNull(day)) since!: string | null;
  @Has(text) document_no!: string;
  @Has(text) reason!: string;
  @Has(oneOf(STATEMENT_STATES)) state!: StatementTold['state'];
  @Has(moment) made_at!: string;
  @Has(text) made_by!: string;
  @Has(orNull(moment)) settled_at!: string | null;
  @Has(orNull(text)) settled_by!: string | null;
  @Has(orNull(hash)) basis!: string | null;
}
/** The facts that a case is judged by, the oldest first, and what documents say of its applicant. */
export class FactsAnswer implements FactsOfCase {
  @Has(listOf(RecordedFactAnswer)) facts!: FactsOfCase['facts'];
  @Has(listOf(StatementAnswer)) statements!: readonly StatementAnswer[];
}
export class StatementMadeAnswer extends RecordedAnswer {
  @Has(text) statement!: string;
}
