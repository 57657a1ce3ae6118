import type { PlainDate } from '@fenming/calendar';
import type { AreaCode } from '@fenming/citizen';
import type { CaseMoving, TransferTold } from '@fenming/eligibility';
import { day, Has, hash, listOf, text, whole } from '../answers/fields';

/** A case that moves, and the first of its years that goes along. */
class CaseMovingAnswer implements CaseMoving {
  @Has(text) case_number!: string;
  @Has(whole) from_year!: number;
}
/** A move within the county that waits for another person. `basis`: names all that confirming does, SHA-256; whoever confirms sends it back. */
export class TransferAnswer implements TransferTold {
  @Has(text) from_village!: AreaCode;
  @Has(text) to_village!: AreaCode;
  @Has(day) moved_on!: PlainDate;
  @Has(text) document_no!: string;
  @Has(text) note!: string;
  @Has(text) proposed_by!: string;
  @Has(listOf(CaseMovingAnswer)) cases!: readonly CaseMovingAnswer[];
  @Has(hash) basis!: string;
}
