import { toEverybody } from '@fenming/language';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AppointActors, ChangeAccount, ChangeOwnPassword } from '@fenming/offices';
import { RunningCounty } from '@fenming/county';
import { Refused, type Caller } from '@fenming/commands';
import { areaCode, readCitizenId } from '@fenming/citizen';
import { accountOf, refuse, type ActorId } from '@fenming/subsidy';
import type { Actor as Account, Page } from '@fenming/views';
import { CurrentCaller } from '../access/caller';
import { Logins } from '../access/logins';
import { Answers } from '../answers/answers';
import { ACCOUNT, CREDENTIAL } from '../answers/reasons';
import { pageOf } from '../answers/page.answers';
import { paged, Paged, shownPaged } from '../page';
import { Malformed, namesIn, rowRefusal } from '../problem';
import { AccountAnswer, AccountChangeAnswer, ActorAnswer, AppointmentsAnswer, OwnPasswordAnswer } from './actors.answers';
import { ActorsBody, ChangeBody, CredentialBody, OfficeBody, OwnPasswordBody, WhyBody } from './actors.bodies';

@ApiTags(toEverybody('账号 actors', 'actors'))
@Controller('api/v1')
export class ActorsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
    private readonly logins: Logins,
  ) {}

  @Get('actors')
  @Answers(pageOf(ActorAnswer))
  actors(@Query() query: Paged): Page<ActorAnswer> {
    const tokens = new Map(this.county.access.tokens().map((token) => [token.actor, token]));
    const shown = ({ person_id: _sealed, ...actor }: Account): ActorAnswer => {
      const token = tokens.get(actor.id);
      if (token === undefined) return actor;
      return { ...actor, token_expires: timeOf(token.expires), token_used: timeOf(token.used) };
    };
    return shownPaged(this.county.views.actors(), query, { name: 'actors', key: ({ id }) => id, shown });
  }

  /** What was done to an account, by whom and when. */
  @Get('actors/:id/changes')
  @Answers(pageOf(AccountChangeAnswer), 'not_found')
  changes(@Param('id') id: string, @Query() query: Paged): Page<AccountChangeAnswer> {
    const changes = this.county.views.accountChanges(id).map((change, i) => ({ number: i + 1, ...change }));
    if (changes.length === 0) throw new Refused({ refused: 'not_found', detail: id });
    return paged(changes, query, { name: 'changes', by: { actor: id }, key: ({ number }) => number });
  }

  @Post('actors')
  @HttpCode(200)
  @Answers(AppointmentsAnswer, ...CREDENTIAL, 'county_not_open', 'person_has_account', 'actor_name_reserved')
  async appoint(@Body() { actors }: ActorsBody, @CurrentCaller() caller: Caller): Promise<AppointmentsAnswer> {
    const appointed = actors.map(({ id, citizen_id, area, password, title, role, kind }, i) => ({
      id: id as ActorId,
      title,
      role,
      kind,
      area: areaCode(area),
      ...(citizen_id === undefined ? {} : { citizenId: citizenIdAt(citizen_id, i) }),
      ...(password === undefined ? {} : { password }),
    }));
    const outcomes = await this.bus.execute(new AppointActors(appointed, caller));
    const data = outcomes.map(({ code, detail, ...answer }) => ({
      ...answer,
      ...(code === undefined ? {} : rowRefusal(refuse(code, detail), namesIn(this.county))),
    }));
    return { data };
  }

  /** The operator gives an account another password or token: its sessions end, and it decides nothing until a second person has confirmed it. */
  @Post('actors/:id/credential')
  @HttpCode(200)
  @Answers(AccountAnswer, ...ACCOUNT, ...CREDENTIAL, 'last_confirmer')
  reset(@Param('id') id: string, @Body() { password }: CredentialBody, @CurrentCaller() caller: Caller): Promise<AccountAnswer> {
    return this.bus.execute(new ChangeAccount(id as ActorId, { do: 'equip', password }, caller));
  }

  /** Ends what an account comes in with, at once. */
  @Post('actors/:id/revocation')
  @HttpCode(200)
  @Answers(AccountAnswer, ...ACCOUNT, 'last_confirmer')
  revoke(@Param('id') id: string, @Body() { reason }: WhyBody, @CurrentCaller() caller: Caller): Promise<AccountAnswer> {
    return this.bus.execute(new ChangeAccount(id as ActorId, { do: 'revoke', reason }, caller));
  }

  /** A second person, never the operator, says that the account is in the hands of the one it was given to. */
  @Post('actors/:id/confirmation')
  @HttpCode(200)
  @Answers(
    AccountAnswer,
    ...ACCOUNT,
    'change_unknown',
    'confirm_own',
    'confirm_by_machine',
    'office_of_persons',
    'password_not_own',
  )
  confirm(@Param('id') id: string, @Body() { change }: ChangeBody, @CurrentCaller() caller: Caller): Promise<AccountAnswer> {
    return this.bus.execute(new ChangeAccount(id as ActorId, { do: 'confirm', change }, caller));
  }

  @Post('actors/:id/office')
  @HttpCode(200)
  @Answers(
    AccountAnswer,
    ...ACCOUNT,
    'county_not_open',
    'office_area_level',
    'office_area_unknown',
    'office_vacated',
    'last_confirmer',
  )
  reassign(
    @Param('id') id: string,
    @Body() { area, ...office }: OfficeBody,
    @CurrentCaller() caller: Caller,
  ): Promise<AccountAnswer> {
    const change = { do: 'reassign' as const, office: { ...office, area: areaCode(area) } };
    return this.bus.execute(new ChangeAccount(id as ActorId, change, caller));
  }

  @Post('actors/:id/dismissal')
  @HttpCode(200)
  @Answers(AccountAnswer, ...ACCOUNT, 'office_vacated', 'last_confirmer')
  dismiss(@Param('id') id: string, @Body() { reason }: WhyBody, @CurrentCaller() caller: Caller): Promise<AccountAnswer> {
    return this.bus.execute(new ChangeAccount(id as ActorId, { do: 'dismiss', reason }, caller));
  }

  /** One's own password, with the old one. All sessions end; the answer is a new one, and what a second person has to confirm. */
  @Post('own-password')
  @HttpCode(200)
  @Answers(OwnPasswordAnswer, ...ACCOUNT, ...CREDENTIAL, 'password_wrong', 'password_unchanged', 'logins_slowed')
  async changeOwn(
    @Body() { current, password }: OwnPasswordBody,
    @CurrentCaller() caller: Caller,
    @Req() { ip }: FastifyRequest,
  ): Promise<OwnPasswordAnswer> {
    const change = new ChangeOwnPassword(current, password, caller);
    const token = await this.logins.counted(caller.asked.by, ip, () => this.bus.execute(change));
    if (token === undefined) throw new Refused({ refused: 'password_wrong' });
    const awaited = accountOf(await this.county.appointments.of(caller.asked.by))?.awaited;
    return { token, ...(awaited === undefined ? {} : { unconfirmed: awaited }) };
  }
}

const timeOf = (at: number): string => new Date(at).toISOString();

const citizenIdAt = (text: string, i: number) => {
  const reading = readCitizenId(text);
  if (!reading.ok)
    throw new Malformed([
      { pointer: `/actors/${i}/citizen_id`, code: reading.code, message: reading.reason, hint: reading.hint },
    ]);
  return reading.id;
};
