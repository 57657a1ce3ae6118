import { Body, Controller, Get, Header, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Folder } from '@fenming/county';
import { Refused, type Caller } from '@fenming/commands';
import { Actor, SESSION_COOKIE, tokenOf, type AuthedRequest } from '../access/guard';
import { admits } from '../access/doors';
import { LoginBody, Logins } from '../access/logins';
import { sessionCookie } from '../access/session-cookie';
import { batchesSeen, programmesSeen, seesWholeCounty, yearSeen } from '../access/sight';
import { problemOf } from '../problem';
import { thisYear, yearShown } from '../year-shown';
import { frameOf } from './frame';
import { page, type Frame } from './layout';
import { loginPage } from './login.page';
import { moneyPage } from './money.page';
import { yearPage } from './year.page';

const HTML = 'text/html; charset=utf-8';
/** A login that did not succeed is told beside the form: a wrong password, too many of them, too many people. */
const AT_THE_DOOR: readonly number[] = [401, 429, 503];

/** The first page of whoever has come in is one that is open to them: the bank reads no year. */
const homeOf = ({ asked }: AuthedRequest, year: number): string => {
  if (asked === undefined) return '/login';
  return admits('GET', '/years/:year', asked.role) ? `/years/${year}` : '/account';
};

/** Server-rendered pages over the same commands as the API; they need no script. */
@ApiExcludeController()
@Controller()
export class PagesController {
  constructor(
    private readonly folder: Folder,
    private readonly logins: Logins,
  ) {}

  @Get()
  home(@Req() request: AuthedRequest, @Res() reply: FastifyReply): void {
    const newest = this.folder.views
      .batches()
      .filter(({ state }) => state === 'closed')
      .at(-1)?.year;
    const year = newest ?? thisYear(this.folder);
    void reply.redirect(homeOf(request, year), 302);
  }

  @Get('login')
  @Header('content-type', HTML)
  login(@Req() request: AuthedRequest): string {
    return page(this.frame('登录', request), loginPage(undefined, this.isDemo()));
  }

  @Post('login')
  @HttpCode(200)
  async open(@Body() body: LoginBody, @Req() request: AuthedRequest, @Res() reply: FastifyReply): Promise<void> {
    try {
      const token = await this.logins.open(body, request.ip);
      void reply.setCookie(SESSION_COOKIE, token, sessionCookie(request)).redirect('/', 303);
    } catch (error) {
      const problem = problemOf(error, request, this.folder);
      if (!AT_THE_DOOR.includes(problem.status)) throw error;
      if (problem.retry_after !== undefined) void reply.header('retry-after', problem.retry_after);
      void reply
        .status(problem.status)
        .type(HTML)
        .send(page(this.frame('登录', request), loginPage(problem, this.isDemo())));
    }
  }

  @Post('logout')
  logout(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    // Whoever came with a bearer token ends that one; a browser ends its session.
    const token = tokenOf(request);
    if (token !== undefined) this.folder.access.revokeToken(token);
    void reply.clearCookie(SESSION_COOKIE, sessionCookie(request)).redirect('/login', 303);
  }

  @Get('years/:year')
  @Header('content-type', HTML)
  year(@Param('year') text: string, @Actor() caller: Caller, @Req() request: AuthedRequest): string {
    const year = this.yearIn(text);
    const programmes = programmesSeen(this.folder, caller, year);
    const all = batchesSeen(this.folder, caller, this.folder.views.batches());
    const content = {
      summary: yearSeen(this.folder, caller, year),
      isWhole: seesWholeCounty(this.folder, caller.asked),
      batches: all.filter((one) => one.year === year),
      programmes,
      years: [...new Set(all.map((one) => one.year))],
    };
    return page({ ...this.frame(`${year} 年度`, request), wide: true }, yearPage(content));
  }

  @Get('years/:year/money')
  @Header('content-type', HTML)
  money(@Param('year') text: string, @Req() request: AuthedRequest): string {
    const year = this.yearIn(text);
    const { views } = this.folder;
    const balances = new Map(views.balances({ year, level: 'county' }).map((row) => [row.programme, row]));
    const books = views.ledger({ year }).map((one) => ({
      ...one,
      owed: balances.get(one.programme),
      name: this.folder.programme(one.programme, one.year)?.name ?? one.programme,
    }));
    return page({ ...this.frame(`${year} 年度资金`, request), wide: true }, moneyPage({ year, books }));
  }

  /** The year of an address, where the county has something to show of it. */
  private yearIn(text: string): number {
    const year = /^20\d\d$/.test(text) ? Number(text) : undefined;
    if (year === undefined) throw new Refused({ refused: 'year_unknown', detail: text });
    return yearShown(this.folder, year);
  }

  private isDemo(): boolean {
    return this.folder.countyState().opened?.demo ?? false;
  }

  private frame(title: string, request: AuthedRequest): Frame {
    return frameOf(this.folder, title, request);
  }
}
