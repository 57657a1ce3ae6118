import { toEverybody } from '@fenming/language';
import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { createHash } from 'node:crypto';
import {
  ImportBankReturn,
  IssueBankFiles,
  issuedBankFile,
  LockRoster,
  OpenBatch,
  TakeBatchStep,
  type IssuedFile,
  PayoutRunner,
} from '@fenming/payout';
import { isAlreadySent, RunningCounty } from '@fenming/county';
import { unreviewedBeside } from '@fenming/eligibility';
import { Refused, type Caller } from '@fenming/commands';
import { fen, parseFenText } from '@fenming/money';
import type { Page } from '@fenming/views';
import { batchDecider, filesOf, streams, totalsOf, type ControlTotals, type SignStep } from '@fenming/subsidy';
import { refusalText } from '@fenming/words';
import { CurrentCaller, type AuthedRequest } from '../access/caller';
import { batchesSeen, batchSeen, seesWholeCounty, visibleBatch, within } from '../access/sight';
import { Answers, AnswersFile } from '../answers/answers';
import { BATCH, IN_FORCE, SIGNATURE } from '../answers/reasons';
import { pageOf } from '../answers/page.answers';
import { mustExist } from '../filters';
import { withAlarms } from './with-alarms';
import { Money, MovesMoney, type MoneyRequest } from '../money';
import { paged } from '../page';
import {
  BankReturnAnswer,
  BatchAnswer,
  BatchDoneAnswer,
  BatchListedAnswer,
  BatchReachedAnswer,
  ControlTotalsAnswer,
  IssuedFilesAnswer,
  LockedRosterAnswer,
  OpenedBatchAnswer,
  PaymentAnswer,
} from './batches.answers';
import {
  ApprovalBody,
  BankBody,
  BatchesQuery,
  FileQuery,
  HashBody,
  OpenBatchBody,
  PaymentsQuery,
  ReasonBody,
} from './batches.bodies';
import { shortageAnswer, shortageSeen } from './shortage';
import { fieldOf, readUpload } from '../upload';

/** All files together; name and digest stand beside the totals where there is only one. */
const filesAnswer = (issued: readonly IssuedFile[]): IssuedFilesAnswer => {
  const files = issued.map(({ fileName, sha256, alreadySent, ...file }) => ({
    file_name: fileName,
    sha256,
    ...totals(file),
    already_sent: alreadySent,
  }));
  const all = totalsOf(issued.map(({ sumFen }) => ({ amountFen: sumFen })));
  const count = issued.reduce((sum, file) => sum + file.count, 0);
  return { ...(files.length === 1 ? files[0] : {}), ...totals({ ...all, count }), files };
};
const totals = ({ count, sumFen }: ControlTotals) => ({ count, sum_fen: parseFenText(sumFen) });

@ApiTags(toEverybody('批次 batches', 'batches'))
@Controller('api/v1')
export class BatchesController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
    private readonly runner: PayoutRunner,
  ) {}

  @Get('batches')
  @Answers(pageOf(BatchListedAnswer))
  list(@Query() { year, programme, state, ...page }: BatchesQuery, @CurrentCaller() caller: Caller): Page<BatchListedAnswer> {
    mustExist(this.county, { programme, year });
    const all = batchesSeen(this.county, caller, this.county.views.batches(year, programme));
    const batches = all.filter((batch) => state === undefined || batch.state === state);
    return paged(batches, page, { name: 'batches', by: { year, programme, state }, key: ({ batch_id }) => batch_id });
  }

  @Get('batches/:id')
  @Answers(BatchAnswer, 'batch_not_found')
  async one(@Param('id') id: string, @CurrentCaller() caller: Caller, @Req() { asOf }: AuthedRequest): Promise<BatchAnswer> {
    const found = batchSeen(this.county, caller, id);
    const shortage = seesWholeCounty(this.county, caller.asked) ? await shortageSeen(this.county, found, asOf) : [];
    return { ...found, shortage: shortage?.map(shortageAnswer) ?? null };
  }

  @Get('batches/:id/control-totals')
  @Answers(ControlTotalsAnswer, 'batch_not_found')
  controlTotals(@Param('id') id: string, @CurrentCaller() caller: Caller): ControlTotalsAnswer {
    visibleBatch(this.county, caller, id);
    return { rows: this.county.views.controlTotals(id) };
  }

  @Get('batches/:id/payments')
  @Answers(pageOf(PaymentAnswer), 'batch_not_found')
  payments(
    @Param('id') id: string,
    @Query() { state, reason, difference, limit, cursor }: PaymentsQuery,
    @CurrentCaller() caller: Caller,
  ): Page<PaymentAnswer> {
    visibleBatch(this.county, caller, id);
    const area = within(this.county, caller.asked);
    return this.county.views.payments({ batch: id, ...area, state, reason, difference, limit, cursor });
  }

  @Post('batches')
  @MovesMoney()
  @Answers(OpenedBatchAnswer, ...IN_FORCE, 'batch_exists', 'year_not_begun')
  open(@Body() body: OpenBatchBody, @Money() money: MoneyRequest): Promise<OpenedBatchAnswer> {
    return money.once(body, async (caller) => {
      const { batch, round } = await this.bus.execute(new OpenBatch(body, caller));
      return { batch_id: batch, round };
    });
  }

  @Post('batches/:id/lock')
  @MovesMoney()
  @Answers(
    LockedRosterAnswer,
    ...BATCH,
    'roster_empty',
    'roster_changed',
    'redetermination_due',
    'year_not_begun',
    'separation_of_duty',
  )
  async lock(@Param('id') batch: string, @Money() money: MoneyRequest): Promise<LockedRosterAnswer> {
    const answer = await money.once({}, async (caller) => {
      const { count, sumFen, hash, leftOut, shortage } = await this.bus.execute(new LockRoster(batch, caller));
      const left_out = leftOut.map(({ caseNumber, code }) => ({ case_number: caseNumber, code }));
      return { ...totals({ count, sumFen }), roster_hash: hash, left_out, shortage: shortage.map(shortageAnswer) };
    });
    const left_out = answer.left_out.map((line) => ({ ...line, message: refusalText(line.code) }));
    return { ...answer, left_out, unreviewed: unreviewedBeside(this.county, batch) };
  }

  @Post('batches/:id/submit')
  @MovesMoney()
  @Answers(BatchReachedAnswer, ...SIGNATURE)
  submit(@Param('id') batch: string, @Body() body: HashBody, @Money() money: MoneyRequest): Promise<BatchReachedAnswer> {
    return this.step(money, batch, 'submit', body);
  }

  @Post('batches/:id/check')
  @MovesMoney()
  @Answers(BatchReachedAnswer, ...SIGNATURE)
  check(@Param('id') batch: string, @Body() body: HashBody, @Money() money: MoneyRequest): Promise<BatchReachedAnswer> {
    return this.step(money, batch, 'check', body);
  }

  @Post('batches/:id/approve')
  @MovesMoney()
  @Answers(BatchReachedAnswer, ...SIGNATURE, 'total_mismatch')
  approve(@Param('id') batch: string, @Body() body: ApprovalBody, @Money() money: MoneyRequest): Promise<BatchReachedAnswer> {
    return this.step(money, batch, 'approve', body);
  }

  @Post('batches/:id/release')
  @MovesMoney()
  @Answers(BatchReachedAnswer, ...SIGNATURE, 'budget_exceeded', 'appropriation_closed', 'control_total_mismatch')
  release(@Param('id') batch: string, @Body() body: HashBody, @Money() money: MoneyRequest): Promise<BatchReachedAnswer> {
    return this.step(money, batch, 'release', body);
  }

  @Post('batches/:id/send-back')
  @MovesMoney()
  @Answers(BatchDoneAnswer, ...BATCH)
  sendBack(@Param('id') batch: string, @Body() body: ReasonBody, @Money() money: MoneyRequest): Promise<BatchDoneAnswer> {
    return money.once(body, async (caller) => {
      await this.bus.execute(new TakeBatchStep(batch, { do: 'send-back', reason: body.reason }, caller));
      return { batch_id: batch, done: 'send-back' };
    });
  }

  @Post('batches/:id/bank-file')
  @MovesMoney()
  @Answers(
    IssuedFilesAnswer,
    ...BATCH,
    'bank_unknown',
    'bank_unnamed',
    'bank_differs',
    'bank_file_unwritable',
    'control_total_mismatch',
    'controls_failed',
    'programme_not_in_force',
  )
  issueFile(@Param('id') batch: string, @Body() body: BankBody, @Money() money: MoneyRequest): Promise<IssuedFilesAnswer> {
    return money.once(body, async (caller) => {
      const order = { batch, ...(body.profile === undefined ? {} : { profile: body.profile }) };
      return filesAnswer(await this.bus.execute(new IssueBankFiles(order, caller)));
    });
  }

  @Post('batches/:id/reconcile')
  @MovesMoney()
  @Answers(BatchDoneAnswer, ...BATCH, 'results_incomplete', 'control_total_mismatch')
  reconcile(@Param('id') batch: string, @Money() money: MoneyRequest): Promise<BatchDoneAnswer> {
    return money.once({}, async (caller) => {
      await this.bus.execute(new TakeBatchStep(batch, { do: 'reconcile' }, caller));
      return { batch_id: batch, done: 'reconcile' };
    });
  }

  @Post('batches/:id/close')
  @MovesMoney()
  @Answers(BatchDoneAnswer, ...BATCH, 'returns_waiting')
  close(@Param('id') batch: string, @Money() money: MoneyRequest): Promise<BatchDoneAnswer> {
    return money.once({}, async (caller) => {
      await this.bus.execute(new TakeBatchStep(batch, { do: 'close' }, caller));
      return { batch_id: batch, done: 'close' };
    });
  }

  @Get('bank-files/:id')
  @AnswersFile(
    'application/octet-stream',
    'batch_not_found',
    'batch_state',
    'not_found',
    'already_sent',
    'control_total_mismatch',
  )
  async bankFile(
    @Param('id') batch: string,
    @Query() { file: fileName }: FileQuery,
    @CurrentCaller() { asked }: Caller,
  ): Promise<Buffer> {
    const { state } = await this.county.executor.load(batchDecider, streams.payoutBatch(batch));
    if (state.stage === 'none') throw new Refused({ refused: 'batch_not_found', detail: batch });
    // The office may compare the file with what the bank has; the bank itself must not take it twice.
    const file = filesOf(state).find((issued) => fileName === undefined || issued.fileName === fileName);
    if (asked.role === 'bank' && file !== undefined && isAlreadySent(this.county, file))
      throw new Refused({ refused: 'already_sent', detail: file.fileName });
    return issuedBankFile(this.county, state, fileName);
  }

  @Post('bank-returns')
  @MovesMoney()
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', properties: { batch_id: { type: 'string' }, file: { type: 'string', format: 'binary' } } },
  })
  @Answers(
    BankReturnAnswer,
    ...BATCH,
    'bank_unknown',
    'bank_file_refused',
    'duplicate_file',
    'return_unknown_line',
    'return_answered_line',
    'return_wrong_payee',
    'return_duplicate_line',
    'return_wrong_amount',
    'results_incomplete',
    'control_total_mismatch',
  )
  async bankReturn(@Req() request: FastifyRequest, @Money() money: MoneyRequest): Promise<BankReturnAnswer> {
    const upload = await readUpload(request, ['batch_id']);
    const batch = fieldOf(upload, 'batch_id');
    const fileHash = createHash('sha256').update(upload.bytes).digest('hex');
    return money.once({ batch_id: batch, file_hash: fileHash }, async (caller) => {
      const result = await this.bus.execute(new ImportBankReturn({ batch, bytes: upload.bytes }, caller));
      const { settled, failed, unknown, unregistered } = result;
      return { settled: totals(settled), failed: totals(failed), unknown: totals(unknown), unregistered };
    });
  }

  /** A release says at once where nobody is there to make its payments; the receipt that is kept does not. */
  private async step(
    money: MoneyRequest,
    batch: string,
    step: SignStep['do'],
    body: HashBody & { readonly total_fen?: number },
  ): Promise<BatchReachedAnswer> {
    const { roster_hash: hash, total_fen } = body;
    const typed = total_fen === undefined ? {} : { totalFen: fen(total_fen) };
    const answer = await money.once(body, async (caller) => {
      const { state } = await this.bus.execute(new TakeBatchStep(batch, { do: step, hash, ...typed }, caller));
      return { batch_id: batch, done: step, state };
    });
    return step === 'release' ? withAlarms(answer, await this.runner.alarms()) : answer;
  }
}
