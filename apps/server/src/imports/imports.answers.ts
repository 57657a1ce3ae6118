import type { AreaCode } from '@fenming/citizen';
import type { ImportedRoster } from '@fenming/eligibility';
import type { ProgrammeId } from '@fenming/programmes';
import type { ImportRow, RosterImport } from '@fenming/views';
import { an, Has, hash, listOf, MayHave, moment, orNull, text, whole } from '../answers/fields';
import { FaultAnswer } from '../answers/problem.answers';

class ImportRowAnswer implements ImportRow {
  @Has(whole) row!: number;
  @Has(text) code!: string;
}
class LeftOutRowAnswer extends ImportRowAnswer {
  @Has(text) message!: string;
  @Has(text) hint!: string;
}
/** All rows that the sheet holds. */
class RowCountsAnswer {
  @Has(whole) sheet!: number;
  @Has(whole) heading!: number;
  @Has(whole) taken!: number;
  @Has(whole) refused!: number;
  @Has(whole) skipped!: number;
  @Has(whole) blank!: number;
}
class ImportedVillageAnswer {
  @Has(text) village!: AreaCode;
  @Has(text) name!: string;
  @Has(whole) accepted!: number;
}
/** What became of a file. `rows` are those of people: accepted, left out before anything was recorded, or refused because something changed meanwhile. */
export class ImportedAnswer {
  @Has(text) import_id!: string;
  @Has(text) programme!: ProgrammeId;
  @Has(whole) year!: number;
  @Has(whole) number!: number;
  @Has(whole) rows!: number;
  @Has(whole) accepted!: number;
  @Has(listOf(LeftOutRowAnswer)) left_out!: ImportedRoster['leftOut'];
  @Has(listOf(LeftOutRowAnswer)) refused!: ImportedRoster['refused'];
  @Has(an(RowCountsAnswer)) sheet_rows!: RowCountsAnswer;
  @Has(listOf(ImportedVillageAnswer)) villages!: readonly ImportedVillageAnswer[];
  @Has(listOf(FaultAnswer)) warnings!: readonly FaultAnswer[];
  @Has(whole) warnings_total!: number;
  @MayHave(text) log_position?: string | undefined;
}
export class ImportAnswer implements RosterImport {
  @Has(text) import_id!: string;
  @Has(text) programme!: ProgrammeId;
  @Has(whole) year!: number;
  @Has(whole) number!: number;
  @Has(whole) rows!: number;
  @Has(whole) good_rows!: number;
  @Has(orNull(whole)) accepted!: number | null;
  @Has(listOf(ImportRowAnswer)) left_out!: readonly ImportRowAnswer[];
  @Has(listOf(ImportRowAnswer)) refused!: readonly ImportRowAnswer[];
  @Has(hash) file_hash!: string;
  @Has(text) actor!: string;
  @Has(moment) started_at!: string;
}
