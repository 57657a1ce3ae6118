import { say, toEverybody } from '@fenming/language';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { isAbsolute, resolve } from 'node:path';
import { Backups, LONGEST_VAULT_DAYS, ReconcileRestore, type TakenBackup } from '@fenming/backup';
import { fen, fenText, parseFenText } from '@fenming/money';
import { Answers } from '../answers/answers';
import { Money, MovesMoney, type MoneyRequest } from '../money';
import { Malformed } from '../problem';
import { AmountFen, FileName, Flag, Hash, ListOf, Maybe, Text, Typed, Whole } from '../validators';
import { BackupAnswer, ReconciliationAnswer } from './backups.answers';

class BackupBody {
  @Typed(1000, '/backups/log') log_to!: string;
  @Typed(1000, '/backups/vault') vault_to!: string;
  @Maybe() @Whole(0, LONGEST_VAULT_DAYS) keep_vault_days?: number;
  @Maybe() @Whole(0) keep_log_days?: number;
}
class ReceivedFileBody {
  @FileName() file_name!: string;
  @Hash() sha256!: string;
  @Whole(1) count!: number;
  @AmountFen(1) sum_fen!: number;
}
class ReconciliationBody {
  @Text(80, '示例农商行函〔2023〕7号') document_no!: string;
  /** What the bank has received since the backup; empty where that is nothing, and `none_received` says so. */
  @ListOf(ReceivedFileBody, 1000) bank_files!: ReceivedFileBody[];
  /** The bank confirms that it has received no file at all: must be true where the list is empty. */
  @Maybe() @Flag() none_received?: boolean;
}

@ApiTags(toEverybody('备份与恢复 backups', 'backups'))
@Controller('api/v1')
export class BackupsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly backups: Backups,
  ) {}

  @Post('backups')
  @HttpCode(200)
  @Answers(BackupAnswer, 'backup_refused', 'backup_failed')
  async take(@Body() body: BackupBody): Promise<BackupAnswer> {
    const { keep_vault_days: keepVaultDays = LONGEST_VAULT_DAYS, keep_log_days } = body;
    const taken = await this.backups.take({
      logTo: absolute(body.log_to, '/log_to'),
      vaultTo: absolute(body.vault_to, '/vault_to'),
      keepVaultDays,
      ...(keep_log_days === undefined ? {} : { keepLogDays: keep_log_days }),
    });
    return answerOf(taken);
  }

  @Post('restores/reconciliation')
  @MovesMoney()
  @Answers(
    ReconciliationAnswer,
    'not_restored',
    'received_none_unsaid',
    'received_twice',
    'received_not_ours',
    'control_total_mismatch',
  )
  reconcile(@Body() body: ReconciliationBody, @Money() money: MoneyRequest): Promise<ReconciliationAnswer> {
    const bankFiles = body.bank_files.map(({ file_name, sha256, count, sum_fen }) => ({
      fileName: file_name,
      sha256,
      count,
      sumFen: fenText(fen(sum_fen)),
    }));
    const answer = { documentNo: body.document_no, noneReceived: body.none_received ?? false, bankFiles };
    return money.once(answer, async (caller) => {
      const files = await this.bus.execute(new ReconcileRestore(answer, caller));
      const bank_files = files.map(({ fileName, sha256, count, sumFen, known }) => {
        return { file_name: fileName, sha256, count, sum_fen: parseFenText(sumFen), known };
      });
      return { bank_files, unknown: files.filter(({ known }) => !known).length };
    });
  }
}

const absolute = (path: string, pointer: string): string => {
  if (isAbsolute(path)) return resolve(path);
  throw new Malformed([{ pointer, code: 'path', message: say('应为绝对路径。', 'It should be an absolute path.') }]);
};

const answerOf = ({ takenAt, keyFingerprint, ...taken }: TakenBackup): BackupAnswer => ({
  ...taken,
  taken_at: takenAt,
  key_fingerprint: keyFingerprint,
});
