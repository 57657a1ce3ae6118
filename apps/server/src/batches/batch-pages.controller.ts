import { randomBytes, randomUUID } from 'node:crypto';
import { Body, Controller, Get, Header, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { say } from '@fenming/language';
import { controlsOfBatch, PayoutRunner } from '@fenming/payout';
import { RunningCounty } from '@fenming/county';
import { Refused, type Caller } from '@fenming/commands';
import { PAYMENT_STATES } from '@fenming/subsidy';
import { DIFFERENCES, isUnderWay } from '@fenming/views';
import { CurrentCaller, type AuthedRequest } from '../access/caller';
import { withOneScript } from '../access/headers';
import { visibleBatch, seesWholeCounty, within } from '../access/sight';
import { Money, MovesMoney, type MoneyRequest } from '../money';
import { problemOf } from '../problem';
import { REASONS } from './batches.bodies';
import { Maybe, OneOf, Typed } from '../validators';
import { shortageSeen } from './shortage';
import { batchPage, type BatchContent } from './page/batch.page';
import { CHUNKS_AT_A_LOOK, controlsPage } from './page/controls';
import { rowsPage } from './page/rows.page';
import { commandOf, Form, formIdOf } from './page/form-commands';
import { frameOf } from '../pages/frame';
import { page } from '../pages/layout';

const HTML = 'text/html; charset=utf-8';
const ROWS_AT_ONCE = 200;

class RowQuery {
  @Maybe() @OneOf(PAYMENT_STATES) state?: string;
  @Maybe() @OneOf(REASONS) reason?: string;
  @Maybe() @OneOf(DIFFERENCES) difference?: string;
  @Maybe() @Typed(300) cursor?: string;
}
type Http = { readonly request: AuthedRequest; readonly reply: FastifyReply };

/** The pages of one batch, over the same commands as the API; they need no script. */
@ApiExcludeController()
@Controller('batches/:id')
export class BatchPagesController {
  constructor(
    private readonly county: RunningCounty,
    private readonly bus: CommandBus,
    private readonly runner: PayoutRunner,
  ) {}

  @Get()
  async batch(@Param('id') id: string, @Req() request: AuthedRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.send(id, { request, reply });
  }

  @Get('rows')
  @Header('content-type', HTML)
  rows(
    @Param('id') id: string,
    @Query() { cursor, ...filter }: RowQuery,
    @CurrentCaller() caller: Caller,
    @Req() request: AuthedRequest,
  ): string {
    const { views } = this.county;
    const { year } = visibleBatch(this.county, caller, id);
    const area = within(this.county, caller.asked);
    const back = seesWholeCounty(this.county, caller.asked)
      ? { href: `/batches/${id}`, title: say('批次', 'Batch') }
      : { href: `/years/${year}`, title: say(`${year} 年度`, String(year)) };
    const found = views.payments({
      batch: id,
      ...area,
      ...filter,
      limit: ROWS_AT_ONCE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const { areas } = this.county.state();
    return page(frameOf(this.county, say('明细', 'Lines'), request), rowsPage({ batch: id, back, filter, page: found, areas }));
  }

  @Get('controls')
  @Header('content-type', HTML)
  async controls(@Param('id') id: string, @Req() request: AuthedRequest): Promise<string> {
    return page(
      frameOf(this.county, say('控制公式', 'Control formulas'), request),
      controlsPage(id, await controlsOfBatch(this.county, id)),
    );
  }

  @Post(':step')
  @MovesMoney()
  async take(
    @Param() { id, step }: { readonly id: string; readonly step: string },
    @Body() form: Form,
    @Money() money: MoneyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { request } = money;
    try {
      const command = commandOf({ batch: id, step }, form);
      const { request_id: _id, ...said } = form;
      await money.onceAsForm(formIdOf(form), said, async (caller) => {
        await this.bus.execute(command(caller));
        return { batch_id: id, done: step };
      });
      await this.county.caughtUp();
      void reply.redirect(`/batches/${id}`, 303);
    } catch (error) {
      const problem = problemOf(error, request, this.county);
      // A fault is nothing to show beside the form: it is logged where all faults are.
      if (problem.status >= 500) throw error;
      // A refusal may leave a trace, such as a mistyped total, which the page that answers shows as well.
      await this.county.caughtUp();
      await this.send(id, { request, reply }, { problem, sent: { step, form } });
    }
  }

  private async send(id: string, { request, reply }: Http, refused?: Pick<BatchContent, 'problem' | 'sent'>): Promise<void> {
    const nonce = randomBytes(16).toString('base64url');
    const content = await this.content(id, request, nonce);
    const { programme, batch } = content;
    const title = say(`${programme} ${batch.year} 年度批次`, `${programme} ${batch.year}, batch`);
    const follows = isUnderWay(content.progress);
    if (follows) void reply.header('content-security-policy', withOneScript(nonce));
    const body = batchPage({ ...content, ...refused });
    void reply
      .status(refused?.problem?.status ?? 200)
      .type(HTML)
      .send(page({ ...frameOf(this.county, title, request), readAgain: follows }, body));
  }

  private async content(id: string, { asked, asOf }: AuthedRequest, nonce: string): Promise<BatchContent> {
    const { views, banks } = this.county;
    const [found, progress] = [views.batch(id), views.batchProgress(id)];
    if (found === undefined || progress === undefined) throw new Refused({ refused: 'batch_not_found', detail: id });
    // Of a log that is silent there is what the tables show: the formulas have a page of their own.
    const isSilent = asOf !== undefined;
    const isSmall = progress.chunks > 0 && progress.chunks <= CHUNKS_AT_A_LOOK;
    return {
      batch: found,
      progress,
      programme: this.county.rules.programme(found.programme, found.year)?.name ?? found.programme,
      totals: views.controlTotals(id),
      failures: views.failedByReason(id),
      returned: views.payments({ batch: id, state: 'returned', limit: ROWS_AT_ONCE }).data,
      exceptions: views.exceptionsByCause(id),
      ...(isSmall && !isSilent ? { controls: await controlsOfBatch(this.county, id) } : {}),
      alarms: isUnderWay(progress) ? await this.runner.alarms() : [],
      shortage: await shortageSeen(this.county, found, asOf),
      areas: this.county.state().areas,
      banks: [...new Set([...(banks.standard === undefined ? [] : [banks.standard]), ...banks.byId.values()])],
      bankKnown: banks.standard !== undefined,
      ...(asked === undefined ? {} : { asked }),
      requestId: randomUUID(),
      nonce,
    };
  }
}
