import { toEverybody } from '@fenming/language';
import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answers } from '../answers/answers';
import { LoginBody, Logins } from './logins';
import { SessionAnswer } from './sessions.answers';

@ApiTags(toEverybody('登录 sessions', 'sessions'))
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(private readonly logins: Logins) {}

  @Post()
  @Answers(SessionAnswer, 'login_wrong', 'password_changed', 'logins_slowed', 'busy')
  async login(@Body() body: LoginBody, @Req() { ip }: FastifyRequest): Promise<SessionAnswer> {
    return { token: await this.logins.open(body, ip) };
  }
}
