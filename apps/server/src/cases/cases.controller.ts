import { toEverybody } from '@fenming/language';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { readBankAccount } from '@fenming/citizen';
import { fen } from '@fenming/money';
import { CorrectAccount, TakeCaseStep } from '@fenming/eligibility';
import { RunningCounty } from '@fenming/county';
import { type Caller } from '@fenming/commands';
import type { EnrolmentId } from '@fenming/subsidy';
import { CurrentCaller } from '../access/caller';
import { Answers } from '../answers/answers';
import { CASE } from '../answers/reasons';
import { Money, MovesMoney, type MoneyRequest } from '../money';
import { Malformed } from '../problem';
import { AmountFen, NoDay, Text, Typed, Uuid, Year } from '../validators';
import { AccountCorrectionAnswer, RecoveryReceivedAnswer } from './cases.answers';
import { RecordedAnswer } from '../notices/notices.answers';

class RejectionWithdrawalBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @Year() year!: number;
  @Text(80, '示例卫健〔2024〕41号') document_no!: string;
  @NoDay() @Text(200) note!: string;
}
class RejectionConfirmationBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @Year() year!: number;
  @Text(80, '示例卫健〔2024〕41号') document_no!: string;
}
class AccountBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @Typed(40) account!: string;
}
class RecoveryBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @Uuid() recovery_id!: string;
  @AmountFen() amount_fen!: number;
  @Text(60) document_no!: string;
}

@ApiTags(toEverybody('变更与追回 cases', 'cases'))
@Controller('api/v1')
export class CasesController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
  ) {}

  /** Says by a document that a year was refused by mistake. Another person confirms it. */
  @Post('rejections/withdrawals')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'rejection_unknown', 'decided_above')
  async proposeRejectionWithdrawal(
    @Body() { enrolment_id, year, document_no: documentNo, note }: RejectionWithdrawalBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    const step = { do: 'propose-rejection-withdrawal' as const, year, documentNo, note };
    await this.bus.execute(new TakeCaseStep(enrolment_id, step, caller));
    return { log_position: await this.county.log.head() };
  }

  /** The second signature, by the document of the first: the year goes on at the level that had still to decide. */
  @Post('rejections/withdrawals/confirmation')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'rejection_unknown', 'rejection_withdrawal_unknown', 'decided_above', 'proposal_own')
  async withdrawRejection(
    @Body() { enrolment_id, year, document_no: documentNo }: RejectionConfirmationBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    await this.bus.execute(new TakeCaseStep(enrolment_id, { do: 'withdraw-rejection', year, documentNo }, caller));
    return { log_position: await this.county.log.head() };
  }

  @Post('account-corrections')
  @HttpCode(200)
  @Answers(AccountCorrectionAnswer, ...CASE, 'account_unchanged', 'idempotency_conflict')
  async account(
    @Body() { enrolment_id, account }: AccountBody,
    @CurrentCaller() caller: Caller,
  ): Promise<AccountCorrectionAnswer> {
    const reading = readBankAccount(account);
    if (!reading.ok)
      throw new Malformed([{ pointer: '/account', code: reading.code, message: reading.reason, hint: reading.hint }]);
    await this.bus.execute(new CorrectAccount({ enrolment: enrolment_id, account: reading.account }, caller));
    return { warnings: reading.warnings, log_position: await this.county.log.head() };
  }

  @Post('recoveries')
  @MovesMoney()
  @Answers(RecoveryReceivedAnswer, ...CASE, 'recovery_unknown', 'recovery_exceeds', 'amount_not_positive', 'duplicate_document')
  recovery(@Body() body: RecoveryBody, @Money() money: MoneyRequest): Promise<RecoveryReceivedAnswer> {
    const { enrolment_id, recovery_id, amount_fen, document_no } = body;
    return money.once(body, async (caller) => {
      const step = {
        do: 'receive-recovery' as const,
        recoveryId: recovery_id,
        amountFen: fen(amount_fen),
        documentNo: document_no,
      };
      await this.bus.execute(new TakeCaseStep(enrolment_id, step, caller));
      return { recovery_id, amount_fen };
    });
  }
}
