import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiHeader, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isAbsolute, resolve } from 'node:path';
import { Backups, LONGEST_VAULT_DAYS, ReconcileRestore, Refused, type Caller, type TakenBackup } from '@fenming/application';
import { fen, fenText, parseFenText } from '@fenming/money';
import { Actor } from '../access/guard';
import { MoneyDoor } from '../money';
import { Malformed } from '../problem';
import { AmountFen, Hash, Maybe, NoPersonalNumber, Text } from '../validators';

class BackupBody {
  @ApiProperty({ description: 'absolute path' }) @IsString() @MaxLength(1000) log_to!: string;
  @ApiProperty({ description: 'absolute path' }) @IsString() @MaxLength(1000) vault_to!: string;
  @Maybe() @IsInt() @Min(0) @Max(LONGEST_VAULT_DAYS) keep_vault_days?: number;
  @Maybe() @IsInt() @Min(0) keep_log_days?: number;
}
class ReceivedFileBody {
  @ApiProperty()
  @Matches(/^[\w.-]{1,120}$/, { message: '应为送盘文件名' })
  @NoPersonalNumber()
  file_name!: string;
  @Hash() sha256!: string;
  @ApiProperty() @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) count!: number;
  @AmountFen() @Min(1) sum_fen!: number;
}
class ReconciliationBody {
  @Text(80, '示例农商行函〔2023〕7号') document_no!: string;
  @ApiProperty({ type: [ReceivedFileBody], description: '备份之后银行已收到的送盘文件；没有则为空，并写明 none_received' })
  @IsArray()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => ReceivedFileBody)
  bank_files!: ReceivedFileBody[];
  @ApiPropertyOptional({ description: '银行确认一份送盘文件也没有收到：清单为空时必须为 true' })
  @IsOptional()
  @IsBoolean()
  none_received?: boolean;
}

@ApiTags('备份与恢复 backups')
@Controller('api/v1')
export class BackupsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly backups: Backups,
    private readonly money: MoneyDoor,
  ) {}

  @Post('backups')
  @HttpCode(200)
  async take(@Body() body: BackupBody, @Actor() { asked }: Caller): Promise<object> {
    if (asked.role !== 'system') throw new Refused({ refused: 'forbidden_role', detail: 'system' });
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
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  reconcile(
    @Body() body: ReconciliationBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const bankFiles = body.bank_files.map(({ file_name, sha256, count, sum_fen }) => ({
      fileName: file_name,
      sha256,
      count,
      sumFen: fenText(fen(sum_fen)),
    }));
    const answer = { documentNo: body.document_no, noneReceived: body.none_received ?? false, bankFiles };
    return this.money.run({ request, reply }, answer, async (caller) => {
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
  throw new Malformed([{ pointer, code: 'path', message: '应为绝对路径。' }]);
};

const answerOf = ({ takenAt, keyFingerprint, ...taken }: TakenBackup): object => ({
  ...taken,
  taken_at: takenAt,
  key_fingerprint: keyFingerprint,
});
