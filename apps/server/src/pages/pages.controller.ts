import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Header, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Folder, Refused, SendBatchBack, TakeBatchStep, type Caller } from '@fenming/application';
import { findPersonalNumbers } from '@fenming/citizen';
import { MoneyError, parseYuan, type Fen } from '@fenming/money';
import type { Step } from '@fenming/subsidy';
import { Actor, Open, SESSION_COOKIE, type AuthedRequest } from '../access/guard';
import { openSession } from '../access/sessions.controller';
import { problemOf, type Problem } from '../problem';
import { batchPage } from './batch.page';
import { page, type Frame } from './layout';
import { loginPage } from './login.page';
import { moneyPage } from './money.page';
import { yearPage } from './year.page';

type Form = Readonly<Record<string, string>>;
const STEPS: readonly Step['do'][] = ['submit', 'check', 'approve', 'release'];
const HTML = 'text/html; charset=utf-8';

/** Server-rendered pages over the same commands as the API; they need no script. */
@ApiExcludeController()
@Controller()
export class PagesController {
  constructor(
    private readonly folder: Folder,
    private readonly bus: CommandBus,
  ) {}

  @Open()
  @Get()
  home(@Req() request: AuthedRequest, @Res() reply: FastifyReply): void {
    const newest = this.folder.views
      .batches()
      .filter(({ state }) => state === 'closed')
      .at(-1)?.year;
    const year = newest ?? new Date(this.folder.clock.now()).getUTCFullYear();
    void reply.redirect(request.asked === undefined ? '/login' : `/years/${year}`, 302);
  }

  @Open()
  @Get('login')
  @Header('content-type', HTML)
  login(@Req() request: AuthedRequest): string {
    return page(this.frame('登录', request), loginPage(undefined));
  }

  @Open()
  @Post('login')
  @HttpCode(200)
  async open(
    @Body() { actor = '', password = '' }: Form,
    @Req() request: AuthedRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const token = await openSession(this.folder, { actor, password });
      void reply
        .setCookie(SESSION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'strict', maxAge: 8 * 3600 })
        .redirect('/', 303);
    } catch (error) {
      void reply
        .status(401)
        .type(HTML)
        .send(page(this.frame('登录', request), loginPage(problemOf(error, request))));
    }
  }

  @Open()
  @Post('logout')
  logout(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const token = request.cookies[SESSION_COOKIE];
    if (token !== undefined) this.folder.access.revokeToken(token);
    void reply.clearCookie(SESSION_COOKIE, { path: '/' }).redirect('/login', 303);
  }

  @Get('years/:year')
  @Header('content-type', HTML)
  year(@Param('year') year: string, @Req() request: AuthedRequest): string {
    if (!/^20\d\d$/.test(year)) throw new Refused({ refused: 'not_found', detail: year });
    const { views } = this.folder;
    const programmes = this.folder.programmesOf(Number(year));
    const all = views.batches();
    const content = {
      summary: views.yearSummary(Number(year), programmes),
      batches: all.filter((one) => one.year === Number(year)),
      programmes,
      years: [...new Set(all.map((one) => one.year))],
    };
    return page(this.frame(`${year} 年度`, request), yearPage(content));
  }

  @Get('years/:year/money')
  @Header('content-type', HTML)
  money(@Param('year') year: string, @Req() request: AuthedRequest): string {
    if (!/^20\d\d$/.test(year)) throw new Refused({ refused: 'not_found', detail: year });
    const books = this.folder.views.ledger({ year: Number(year) }).map((one) => ({
      ...one,
      name: this.folder.programme(one.programme, one.year)?.name ?? one.programme,
    }));
    return page(this.frame(`${year} 年度资金`, request), moneyPage({ year: Number(year), books }));
  }

  @Get('batches/:id')
  @Header('content-type', HTML)
  batch(@Param('id') id: string, @Req() request: AuthedRequest): string {
    return this.renderBatch(id, request, undefined);
  }

  @Post('batches/:id/:step')
  @HttpCode(200)
  async act(
    @Param() { id, step }: { readonly id: string; readonly step: string },
    @Body() form: Form,
    @Actor() caller: Caller,
    @Req() request: AuthedRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      await this.take(id, step, form, { ...caller, commandId: commandIdOf(form) });
      await this.folder.caughtUp();
      void reply.redirect(`/batches/${id}`, 303);
    } catch (error) {
      const problem = problemOf(error, request);
      void reply
        .status(problem.status)
        .type(HTML)
        .send(this.renderBatch(id, request, problem));
    }
  }

  private async take(id: string, step: string, form: Form, caller: Caller): Promise<unknown> {
    if (step === 'send-back') return this.bus.execute(new SendBatchBack(id, reasonOf(form), caller));
    const known = STEPS.find((one) => one === step);
    if (known === undefined) throw new Refused({ refused: 'not_found', detail: step });
    const total = known === 'approve' ? { totalFen: typedTotal(form['total_yuan'] ?? '') } : {};
    return this.bus.execute(new TakeBatchStep({ batch: id, do: known, hash: form['roster_hash'] ?? '', ...total }, caller));
  }

  private renderBatch(id: string, request: AuthedRequest, problem: Problem | undefined): string {
    const { views } = this.folder;
    const found = views.batch(id);
    if (found === undefined) throw new Refused({ refused: 'batch_not_found', detail: id });
    const programme = this.folder.programme(found.programme, found.year);
    const content = {
      batch: found,
      programme: programme?.name ?? found.programme,
      totals: views.controlTotals(id),
      failures: views.failedByReason(id),
      returned: views.payments({ batch: id, state: 'returned', limit: 200 }).data,
      areas: this.folder.countyState().areas,
      ...(request.asked === undefined ? {} : { asked: request.asked }),
      ...(problem === undefined ? {} : { problem }),
      requestId: randomUUID(),
    };
    return page(this.frame(`${content.programme} ${found.year} 年度批次`, request), batchPage(content));
  }

  private frame(title: string, request: AuthedRequest): Frame {
    const { opened } = this.folder.countyState();
    const { clock } = this.folder;
    const frame = {
      title,
      county: opened?.name ?? '',
      demo: opened?.demo ?? false,
      simulated: clock.simulated(),
      now: clock.now(),
    };
    return request.asked === undefined ? frame : { ...frame, asked: request.asked };
  }
}

/** The id that the form was rendered with: sent twice, it is done once. Anything else in its place is ignored. */
const commandIdOf = ({ request_id = '' }: Form): string =>
  /^[0-9a-f-]{36}(-back)?$/.test(request_id) ? request_id : randomUUID();

/** A reason goes into the log in clear. */
const reasonOf = ({ reason = '' }: Form): string => {
  if (findPersonalNumbers(reason).length > 0) throw new Refused({ refused: 'personal_number' });
  return reason.slice(0, 200);
};

/** The approver types the total in yuan; anything that is not an amount is simply not the total. */
const typedTotal = (text: string): Fen => {
  try {
    return parseYuan(text.trim());
  } catch (error) {
    if (error instanceof MoneyError) throw new Refused({ refused: 'total_mismatch' });
    throw error;
  }
};
