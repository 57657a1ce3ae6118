import type { AuditedReplay, AuditFinding } from '@fenming/audit';
import type { ControlReport, Finding, FindingRow, FormulaReport } from '@fenming/findings';
import type { Difference, LiveViewsFound, TableDigest } from '@fenming/views';
import { an, Has, hash, listOf, manyOf, MayHave, nameIn, oneOf, open, orNull, scalar, text, whole } from '../answers/fields';

/** Where a formula does not hold. */
class FindingAnswer implements Finding {
  @Has(text) code!: Finding['code'];
  @Has(text) sentence!: string;
  @MayHave(text) position?: string;
  @MayHave(text) batch?: string;
  @MayHave(text) caseNumber?: string;
  @MayHave(manyOf(open)) rows?: readonly FindingRow[];
}
class FormulaAnswer implements FormulaReport {
  @Has(text) code!: FormulaReport['code'];
  @Has(text) title!: string;
  @Has(oneOf(['holds', 'fails', 'not-checked', 'not-applicable'])) state!: FormulaReport['state'];
  @MayHave(text) reason?: string;
  @Has(whole) checked!: number;
  @Has(whole) found!: number;
  @Has(listOf(FindingAnswer)) findings!: readonly FindingAnswer[];
}
type Totals = ControlReport['totals'];
class FormulaTotalsAnswer implements Totals {
  @Has(whole) holds!: number;
  @Has(whole) fails!: number;
  @Has(whole) notChecked!: number;
  @Has(whole) notApplicable!: number;
  @Has(whole) checked!: number;
  @Has(whole) found!: number;
}
/** The control formulas over one batch, as they are asked before its money moves. */
export class BatchControlsAnswer implements ControlReport {
  @Has(orNull(text)) position!: string | null;
  @Has(oneOf(['log', 'batch'])) scope!: ControlReport['scope'];
  @Has(whole) events!: number;
  @Has(listOf(FormulaAnswer)) formulas!: readonly FormulaAnswer[];
  @Has(an(FormulaTotalsAnswer)) totals!: FormulaTotalsAnswer;
}
/** Events of other programs in the same store, passed over by every formula. */
export class ForeignEventsAnswer {
  @Has(whole) events!: number;
  @Has(manyOf(text)) streams!: readonly string[];
}
/** The control formulas over the whole log. */
export class ControlsAnswer extends BatchControlsAnswer {
  @Has(an(ForeignEventsAnswer)) foreign_events!: ForeignEventsAnswer;
}

class TableAnswer implements TableDigest {
  @Has(text) name!: string;
  @Has(whole) rows!: number;
  @Has(hash) digest!: string;
}
class DifferenceAnswer implements Difference {
  @Has(text) table!: string;
  @Has(text) key!: string;
  @Has(text) column!: string;
  @Has(orNull(scalar)) live!: Difference['live'];
  @Has(orNull(scalar)) rebuilt!: Difference['rebuilt'];
}
type Recomputed = AuditedReplay['recomputed'];
class RecomputedDifferenceAnswer implements Pick<Difference, 'table' | 'key' | 'column' | 'rebuilt'> {
  @Has(text) table!: string;
  @Has(text) key!: string;
  @Has(text) column!: string;
  @Has(orNull(scalar)) rebuilt!: Difference['rebuilt'];
  @Has(text) recomputed!: string;
}
class RecomputedAnswer implements Recomputed {
  @Has(whole) balances!: number;
  @Has(listOf(RecomputedDifferenceAnswer)) differences!: readonly RecomputedDifferenceAnswer[];
}
class AuditFindingAnswer implements AuditFinding {
  @Has(text) code!: string;
  @Has(text) sentence!: string;
  @MayHave(text) position?: string;
}
const FOUND: Readonly<Record<LiveViewsFound, true>> = {
  compared: true,
  missing: true,
  older: true,
  unreadable: true,
};
/** Whether the tables that are shown are what the log says, and whether the log can be true. */
export class ReplayAnswer implements AuditedReplay {
  @Has(hash) digest!: string;
  @Has(whole) events!: number;
  @Has(whole) applied!: number;
  @Has(listOf(TableAnswer)) tables!: readonly TableAnswer[];
  @Has(nameIn(FOUND)) live!: LiveViewsFound;
  @Has(listOf(DifferenceAnswer)) differences!: readonly DifferenceAnswer[];
  @Has(an(RecomputedAnswer)) recomputed!: RecomputedAnswer;
  @Has(listOf(AuditFindingAnswer)) findings!: readonly AuditFindingAnswer[];
}
