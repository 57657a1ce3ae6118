import { parse } from 'node:querystring';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyBodyParser } from 'fastify';
import { speakIn } from '@fenming/language';
import { intakeOf } from '../access/operation-access';
import { languageOfRequest } from '../access/languages';
import type { Intake } from '../limits';
import { refuseSprawlingForm, refuseSprawlingJson } from './body-bounds';

type Parser = FastifyBodyParser<Buffer>;

const bounded =
  (refuse: (body: Buffer, intake: Intake) => void, parser: Parser): Parser =>
  (request, body, done) => {
    try {
      speakIn(languageOfRequest(request), () => refuse(body, intakeOf(request.method, request.routeOptions.url)));
    } catch (error) {
      done(error as Error);
      return;
    }
    void parser(request, body, done);
  };

/** JSON and forms, each measured before it is parsed; a field that is named like a property of every object reaches the guard, which refuses it by name. */
export const readBodies = (app: NestFastifyApplication): void => {
  const json = app.getHttpAdapter().getInstance().getDefaultJsonParser('ignore', 'ignore') as unknown as Parser;
  const form: Parser = (_request, body, done) => done(null, parse(body.toString('utf8'), undefined, undefined, { maxKeys: 0 }));
  app.useBodyParser('application/json', {}, bounded(refuseSprawlingJson, json));
  app.useBodyParser('application/x-www-form-urlencoded', {}, bounded(refuseSprawlingForm, form));
};
