import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { doorOf } from './access/doors';

const READING = {
  name: 'min_position',
  in: 'query',
  required: false,
  description: '等到视图至少到这个日志位置',
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

/** Whom each door is for stands beside it, so that nobody has to try. */
const withRoles = (document: OpenAPIObject): OpenAPIObject => {
  for (const [path, { get, post }] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries({ GET: get, POST: post })) {
      const admits = doorOf(method, path.replaceAll(/\{(\w+)\}/g, ':$1'))?.admits;
      if (operation !== undefined && typeof admits === 'object') Object.assign(operation, { 'x-roles': admits });
    }
  return document;
};

/** The OpenAPI description of the doors, at /openapi.json, and a page to try them. */
export const describeDoors = (app: NestFastifyApplication): void => {
  const document = new DocumentBuilder()
    .setTitle('分明 Fenming API')
    .setDescription('计划生育家庭奖励扶助资金：资格确认、公示、发放与审计。金额单位：分。')
    .setVersion('1')
    .addBearerAuth()
    .build();
  SwaggerModule.setup('docs', app, () => withRoles(withReading(SwaggerModule.createDocument(app, document))), {
    jsonDocumentUrl: 'openapi.json',
  });
};
