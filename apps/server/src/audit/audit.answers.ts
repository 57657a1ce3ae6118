import type { AreaCode, AreaLevel } from '@fenming/citizen';
import type { EventMeta, RecordedEvent } from '@fenming/event-log';
import type { Fen } from '@fenming/money';
import type { Programme, ProgrammeId } from '@fenming/programmes';
import { LEVELS } from '@fenming/subsidy';
import type { Balance, YearLine, YearSummary } from '@fenming/views';
import { pageOf } from '../answers/page.answers';
import { amountFen, an, day, Has, listOf, MayHave, moment, oneOf, open, orNull, text, whole } from '../answers/fields';

export class BalanceAnswer implements Balance {
  @Has(text) programme!: ProgrammeId;
  @Has(whole) year!: number;
  @Has(text) area!: AreaCode;
  @Has(orNull(text)) area_name!: string | null;
  @Has(oneOf(LEVELS)) level!: AreaLevel;
  @Has(amountFen) appropriated_fen!: Fen;
  @Has(amountFen) adjusted_fen!: Fen;
  @Has(amountFen) due_fen!: Fen;
  @Has(whole) due_count!: number;
  @Has(amountFen) instructed_fen!: Fen;
  @Has(amountFen) settled_fen!: Fen;
  @Has(whole) settled_count!: number;
  @Has(amountFen) returned_fen!: Fen;
  @Has(amountFen) reissued_fen!: Fen;
  @Has(amountFen) unpaid_fen!: Fen;
  @Has(amountFen) overpaid_fen!: Fen;
  @Has(amountFen) recovered_fen!: Fen;
  @Has(amountFen) recovering_fen!: Fen;
  @Has(amountFen) left_fen!: Fen;
  @Has(amountFen) undecided_fen!: Fen;
  @Has(orNull(amountFen)) remaining_fen!: Fen | null;
}
class YearLineAnswer implements YearLine {
  @Has(text) programme!: ProgrammeId;
  @Has(text) name!: string;
  @Has(oneOf(['person', 'household', 'child'])) unit!: Programme['unit'];
  @Has(whole) beneficiaries!: number;
  @Has(amountFen) due_fen!: Fen;
  @Has(amountFen) unpaid_fen!: Fen;
  @Has(amountFen) overpaid_fen!: Fen;
  @Has(amountFen) settled_fen!: Fen;
  @Has(amountFen) recovered_fen!: Fen;
  @Has(amountFen) recovering_fen!: Fen;
  @Has(amountFen) left_fen!: Fen;
  @Has(amountFen) undecided_fen!: Fen;
  @Has(orNull(amountFen)) remaining_fen!: Fen | null;
}
export class YearAnswer implements YearSummary {
  @Has(whole) year!: number;
  @Has(listOf(YearLineAnswer)) lines!: readonly YearLineAnswer[];
  @Has(whole) payments!: number;
  @Has(amountFen) settled_fen!: Fen;
}

class EventMetaAnswer implements EventMeta {
  @Has(moment) at!: string;
  @MayHave(moment) trueAt?: string;
  @MayHave(day) effectiveOn?: string;
  @Has(text) actor!: string;
  @Has(text) role!: string;
  @Has(text) area!: string;
  @Has(text) cause!: string;
  @Has(text) correlation!: string;
}
/** An event as it stands in the log; what `payload` holds follows from `type` and `schemaVersion`. */
class EventAnswer implements Omit<RecordedEvent, 'payload' | 'meta'> {
  @Has(text) id!: string;
  @Has(text) type!: string;
  @Has(whole) schemaVersion!: number;
  @Has(open) payload!: object;
  @Has(an(EventMetaAnswer)) meta!: EventMetaAnswer;
  @Has(text) stream!: string;
  @Has(whole) revision!: number;
  @Has(text) position!: RecordedEvent['position'];
}
/** `next_cursor`: the position to go on after, also where nothing has happened since. */
export class EventsAnswer extends pageOf(EventAnswer) {}
