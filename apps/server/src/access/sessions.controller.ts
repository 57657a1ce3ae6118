import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { LoginBody, Logins } from './logins';

@ApiTags('登录 sessions')
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(private readonly logins: Logins) {}

  @Post()
  async login(@Body() body: LoginBody, @Req() { ip }: FastifyRequest): Promise<{ token: string }> {
    return { token: await this.logins.open(body, ip) };
  }
}
