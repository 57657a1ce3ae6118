import type { Fen } from '@fenming/money';
import { BATCH_STAGES, HOLD_CAUSES, type BatchStage, type HoldCause } from '@fenming/subsidy';
import type { BatchProgress, ExceptionGroup, FailedGroup } from '@fenming/views';
import { STATE_NAMES } from '@fenming/words';
import { AlarmAnswer } from '../answers/alarm.answers';
import { amountFen, coded, flag, Has, listOf, MayHave, oneOf, orNull, text, whole } from '../answers/fields';

/** How far a batch's payments have come, at which place of the log. `alarms`: why they may stand still. */
export class BatchProgressAnswer implements BatchProgress {
  @Has(text) batch_id!: string;
  @Has(orNull(text)) position!: string | null;
  @Has(coded(BATCH_STAGES, STATE_NAMES)) state!: BatchStage;
  @Has(flag) paused!: boolean;
  @Has(whole) lines!: number;
  @Has(whole) instructed!: number;
  @Has(amountFen) sum_fen!: Fen;
  @Has(whole) exceptions!: number;
  @Has(whole) chunks!: number;
  @Has(whole) chunks_done!: number;
  @Has(whole) files!: number;
  @Has(whole) settled!: number;
  @Has(whole) failed!: number;
  @MayHave(listOf(AlarmAnswer)) alarms?: readonly AlarmAnswer[];
}
/** Why payments came back. `settled_count`: those that a later attempt has settled since. */
export class FailuresAnswer implements FailedGroup {
  @Has(text) reason!: string;
  @Has(whole) count!: number;
  @Has(amountFen) sum_fen!: Fen;
  @Has(whole) reissued_count!: number;
  @Has(whole) settled_count!: number;
}
/** Why lines were held back. */
export class ExceptionsAnswer implements ExceptionGroup {
  @Has(oneOf(HOLD_CAUSES)) cause!: HoldCause;
  @Has(whole) count!: number;
  @Has(amountFen) sum_fen!: Fen;
}
