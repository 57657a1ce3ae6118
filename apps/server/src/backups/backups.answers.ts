import type { ReceivedFile } from '@fenming/subsidy';
import { amountFen, flag, Has, hash, listOf, manyOf, moment, text, whole } from '../answers/fields';

/** The two halves of a backup, and what was made room for it. `warnings`: what the log lacks of what this folder has seen of it. */
export class BackupAnswer {
  @Has(text) name!: string;
  @Has(text) log!: string;
  @Has(text) vault!: string;
  @Has(text) position!: string;
  @Has(whole) events!: number;
  @Has(whole) bytes!: number;
  @Has(moment) taken_at!: string;
  @Has(text) key_fingerprint!: string;
  @Has(manyOf(text)) removed!: readonly string[];
  @Has(manyOf(text)) warnings!: readonly string[];
}
class ReconciledFileAnswer {
  @Has(text) file_name!: string;
  @Has(hash) sha256!: ReceivedFile['sha256'];
  @Has(whole) count!: number;
  @Has(amountFen) sum_fen!: number;
  /** Whether the restored log knows of it. */
  @Has(flag) known!: boolean;
}
export class ReconciliationAnswer {
  @Has(listOf(ReconciledFileAnswer)) bank_files!: readonly ReconciledFileAnswer[];
  @Has(whole) unknown!: number;
}
