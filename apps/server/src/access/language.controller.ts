import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LANGUAGES, type Language } from '@fenming/language';
import { LONGEST_WAY_BACK, ownAddress } from '../pages/way-back';
import { OneOf, Typed } from '../validators';
import { LANGUAGE_COOKIE } from './languages';

class LanguageForm {
  @OneOf(LANGUAGES) language!: Language;
  @Typed(LONGEST_WAY_BACK) back!: string;
}

const YEAR_SECONDS = 31_536_000;

/** No secret, and of no use to a script: it outlives the session, for whoever logs in tomorrow reads the same language. */
const languageCookie = ({ protocol }: FastifyRequest): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  secure: protocol === 'https',
  maxAge: YEAR_SECONDS,
});

/** The switch at the head of every page, which needs no login and no script. */
@ApiExcludeController()
@Controller('language')
export class LanguageController {
  @Post()
  choose(@Body() { language, back }: LanguageForm, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    void reply.setCookie(LANGUAGE_COOKIE, language, languageCookie(request)).redirect(ownAddress(back), 303);
  }
}
