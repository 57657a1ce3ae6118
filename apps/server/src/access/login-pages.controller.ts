import { Body, Controller, Get, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { say } from '@fenming/language';
import { RunningCounty } from '@fenming/county';
import { SESSION_COOKIE, tokenOf, type AuthedRequest } from './caller';
import { admits } from './operation-access';
import { LoginBody, Logins } from './logins';
import { sessionCookie } from './session-cookie';
import { problemOf } from '../problem';
import { thisYear } from '../years/year-shown';
import { frameOf } from '../pages/frame';
import { page, type Frame } from '../pages/layout';
import { loginPage } from './login.page';

const HTML = 'text/html; charset=utf-8';
/** A login that did not succeed is told beside the form: a wrong password, too many of them, too many people. */
const AT_THE_DOOR: readonly number[] = [401, 429, 503];

/** The first page of whoever has come in is one that is open to them: the bank reads no year. */
const homeOf = ({ asked }: AuthedRequest, year: number): string => {
  if (asked === undefined) return '/login';
  return admits('GET', '/years/:year', asked.role) ? `/years/${year}` : '/account';
};

/** Coming in and going out, in a browser without a script. */
@ApiExcludeController()
@Controller()
export class LoginPagesController {
  constructor(
    private readonly county: RunningCounty,
    private readonly logins: Logins,
  ) {}

  @Get()
  home(@Req() request: AuthedRequest, @Res() reply: FastifyReply): void {
    const newest = this.county.views
      .batches()
      .filter(({ state }) => state === 'closed')
      .at(-1)?.year;
    const year = newest ?? thisYear(this.county);
    void reply.redirect(homeOf(request, year), 302);
  }

  @Get('login')
  @Header('content-type', HTML)
  login(@Req() request: AuthedRequest): string {
    return page(this.frame(say('登录', 'Log in'), request), loginPage(undefined, this.isDemo()));
  }

  @Post('login')
  @HttpCode(200)
  async open(@Body() body: LoginBody, @Req() request: AuthedRequest, @Res() reply: FastifyReply): Promise<void> {
    try {
      const token = await this.logins.open(body, request.ip);
      void reply.setCookie(SESSION_COOKIE, token, sessionCookie(request)).redirect('/', 303);
    } catch (error) {
      const problem = problemOf(error, request, this.county);
      if (!AT_THE_DOOR.includes(problem.status)) throw error;
      if (problem.retry_after !== undefined) void reply.header('retry-after', problem.retry_after);
      void reply
        .status(problem.status)
        .type(HTML)
        .send(page(this.frame(say('登录', 'Log in'), request), loginPage(problem, this.isDemo())));
    }
  }

  @Post('logout')
  logout(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    // Whoever came with a bearer token ends that one; a browser ends its session.
    const token = tokenOf(request);
    if (token !== undefined) this.county.access.revokeToken(token);
    void reply.clearCookie(SESSION_COOKIE, sessionCookie(request)).redirect('/login', 303);
  }

  private isDemo(): boolean {
    return this.county.state().opened?.demo ?? false;
  }

  private frame(title: string, request: AuthedRequest): Frame {
    return frameOf(this.county, title, request);
  }
}
