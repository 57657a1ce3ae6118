import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ChangeAccount, ChangeOwnPassword } from '@fenming/offices';
import { say } from '@fenming/language';
import { RunningCounty } from '@fenming/county';
import { Refused, type Caller } from '@fenming/commands';
import { ACCOUNT_CONFIRMERS, type ActorId } from '@fenming/subsidy';
import type { AccountChange } from '@fenming/views';
import { OwnPasswordBody } from './actors.bodies';
import { CurrentCaller, SESSION_COOKIE, type AuthedRequest } from '../access/caller';
import { Logins } from '../access/logins';
import { sessionCookie } from '../access/session-cookie';
import { problemOf } from '../problem';
import { ActorName, Uuid } from '../validators';
import { accountPage, type AccountContent } from './account.page';
import { frameOf } from '../pages/frame';
import { page } from '../pages/layout';

const HTML = 'text/html; charset=utf-8';

class ConfirmationForm {
  @ActorName() actor!: string;
  @Uuid() change!: string;
}
type Http = { readonly request: AuthedRequest; readonly reply: FastifyReply };
type Said = Pick<AccountContent, 'problem' | 'done'>;

/** One's own password, and the accounts that a second person has to confirm; over the same commands as the API. */
@ApiExcludeController()
@Controller('account')
export class AccountPagesController {
  constructor(
    private readonly county: RunningCounty,
    private readonly bus: CommandBus,
    private readonly logins: Logins,
  ) {}

  @Get()
  account(@Req() request: AuthedRequest, @CurrentCaller() caller: Caller, @Res() reply: FastifyReply): void {
    this.send(caller, { request, reply });
  }

  @Post('password')
  @HttpCode(200)
  async password(
    @Body() { current, password }: OwnPasswordBody,
    @CurrentCaller() caller: Caller,
    @Req() request: AuthedRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.answered(caller, { request, reply }, async () => {
      const change = new ChangeOwnPassword(current, password, caller);
      const token = await this.logins.counted(caller.asked.by, request.ip, () => this.bus.execute(change));
      if (token === undefined) throw new Refused({ refused: 'password_wrong' });
      void reply.setCookie(SESSION_COOKIE, token, sessionCookie(request));
      // The forms of the page that answers are those of the new session.
      request.cookies[SESSION_COOKIE] = token;
      return say('密码已更改，其他登录全部结束。', 'The password is changed, and every other login has ended.');
    });
  }

  @Post('confirmation')
  @HttpCode(200)
  async confirm(
    @Body() { actor, change }: ConfirmationForm,
    @CurrentCaller() caller: Caller,
    @Req() request: AuthedRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.answered(caller, { request, reply }, async () => {
      await this.bus.execute(new ChangeAccount(actor as ActorId, { do: 'confirm', change }, caller));
      return say(`账号 ${actor} 已确认。`, `The account ${actor} is confirmed.`);
    });
  }

  /** What was done, or why not, above the same page. */
  private async answered(caller: Caller, http: Http, step: () => Promise<string>): Promise<void> {
    let said: Said;
    try {
      said = { done: await step() };
    } catch (error) {
      const problem = problemOf(error, http.request, this.county);
      if (problem.status >= 500) throw error;
      said = { problem };
    }
    await this.county.caughtUp();
    this.send(caller, http, said);
  }

  private send({ asked }: Caller, { request, reply }: Http, said: Said = {}): void {
    const changes = this.county.views.accountChanges(asked.by);
    const content = {
      ...said,
      changes,
      isGiven: isGiven(asked.by, changes),
      waits: this.county.views.actors().some(({ id, awaited }) => id === asked.by && awaited !== null),
      ...(ACCOUNT_CONFIRMERS.includes(asked.role) ? { waiting: this.waitingBeside(asked.by) } : {}),
    };
    const wait = said.problem?.retry_after;
    if (wait !== undefined) void reply.header('retry-after', wait);
    void reply
      .status(said.problem?.status ?? 200)
      .type(HTML)
      .send(page(frameOf(this.county, say('账号', 'Account'), request), accountPage(content)));
  }

  /** The accounts that wait for a second person, who is never the one whose account it is. */
  private waitingBeside(self: ActorId): AccountContent['waiting'] {
    const { views } = this.county;
    return views
      .actors()
      .filter(({ awaited, dismissed, id }) => awaited !== null && !dismissed && id !== self)
      .map((account) => {
        const changes = views.accountChanges(account.id);
        return { account, last: changes.at(-1), isGiven: isGiven(account.id, changes) };
      });
  }
}

/** Whether the account comes in with a password that somebody else gave it. */
const isGiven = (id: ActorId, changes: readonly AccountChange[]): boolean => {
  const last = changes.findLast(({ what }) => what === 'equipped');
  return last !== undefined && last.detail === 'password' && last.by !== id;
};
