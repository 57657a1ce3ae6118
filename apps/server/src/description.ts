import { heard, spokenLanguage, toEverybody } from '@fenming/language';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { SESSION_COOKIE } from './access/caller';
import { describeAnswers } from './answers/description';
import { operationsOf } from './answers/operations';
import { UP_TO_POSITION } from './page';

const READING = {
  name: 'min_position',
  in: 'query',
  required: false,
  description: UP_TO_POSITION,
  schema: { type: 'string', maxLength: 40 },
} as const;

/** Every reading door but health waits for a position (FreshViews), also those that take no parameters of their own. */
const withReading = (document: OpenAPIObject): OpenAPIObject => {
  for (const [path, { get }] of Object.entries(document.paths)) {
    if (path.startsWith('/health')) continue;
    const parameters = get?.parameters ?? [];
    const says = parameters.some((parameter) => 'name' in parameter && parameter.name === READING.name);
    if (get !== undefined && !says) get.parameters = [...parameters, READING];
  }
  return document;
};

/**
 * The OpenAPI description of the doors, to everybody. It is made when it is asked for; that every operation is declared whole is looked at now.
 * @throws Error where one is not
 */
export const descriptionOf = (app: NestFastifyApplication): (() => OpenAPIObject) => {
  const operations = operationsOf(app);
  const document = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(toEverybody('分明 Fenming API', 'Fenming API'))
    .setDescription(
      toEverybody(
        '计划生育家庭奖励扶助资金：资格确认、公示、发放与审计。金额单位：分。',
        'Subsidies for families that kept to family planning: eligibility, notices, payout and audit. Amounts are in fen, a hundredth of a yuan.',
      ),
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer' })
    .addCookieAuth(SESSION_COOKIE, { type: 'apiKey' }, 'session')
    .build();
  return () => describeAnswers(withReading(SwaggerModule.createDocument(app, document)), operations);
};

/** The description at /openapi.json in the language of whoever asks, and a page to try the doors from. */
export const describeOperations = (app: NestFastifyApplication): void =>
  SwaggerModule.setup('docs', app, descriptionOf(app), {
    jsonDocumentUrl: 'openapi.json',
    patchDocumentOnRequest: (_request, _response, document) => heard(spokenLanguage(), document),
  });
