import { isIPv6, type AddressInfo } from 'node:net';
import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { Folder } from '@fenming/application';
import { withoutPersonalNumbers } from '@fenming/citizen';
import { securityHeaders } from './access/headers';
import type { Cluster } from './queue/cluster';
import { Malformed, ProblemFilter, type ProblemFault } from './problem';
import { ServerModule } from './server.module';

const MAX_BODY = 8 * 1024 * 1024;
const MAX_FILE = 24 * 1024 * 1024;

/** The values of a request never reach an answer: messages name the field and the rule only, and a number in place of a name is starred. */
const faultsOf = (errors: readonly ValidationError[], path = ''): ProblemFault[] =>
  errors.flatMap(({ property, constraints, children }) => {
    const pointer = `${path}/${withoutPersonalNumbers(property)}`;
    const own = Object.entries(constraints ?? {}).map(([code, message]) => ({
      pointer,
      code,
      message: withoutPersonalNumbers(message),
    }));
    return [...own, ...faultsOf(children ?? [], pointer)];
  });

/** The HTTP doors of one open folder: API under /api/v1, pages, documentation. It does not listen yet. */
export const createServer = async (folder: Folder, cluster?: Cluster): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({ bodyLimit: MAX_BODY });
  const app = await NestFactory.create<NestFastifyApplication>(ServerModule.of(folder, cluster?.providers), adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  await app.register(fastifyCookie);
  // The second file is let in as far as the door that says that one too many came.
  await app.register(fastifyMultipart, { limits: { fileSize: MAX_FILE, files: 2, fields: 10 } });
  adapter.getInstance().addHook('onSend', securityHeaders);
  app.useGlobalPipes(
    new ValidationPipe({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      exceptionFactory: (errors) => new Malformed(faultsOf(errors)),
    }),
  );
  app.useGlobalFilters(new ProblemFilter());
  const document = new DocumentBuilder()
    .setTitle('分明 Fenming API')
    .setDescription('计划生育家庭奖励扶助资金：资格确认、公示、发放与审计。金额单位：分。')
    .setVersion('1')
    .addBearerAuth()
    .build();
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, document), { jsonDocumentUrl: 'openapi.json' });
  await cluster?.mount(adapter.getInstance());
  await app.init();
  await adapter.getInstance().ready();
  return app;
};

/** Where the server is reached: an address of this machine, and the wanted port; port 0 takes any. */
export type Place = { readonly host: string; readonly port: number };

/** The address cannot be listened at; says what to do. */
export class AddressUnusable extends Error {
  override readonly name = 'AddressUnusable';
}

const unusable = ({ host, port }: Place, code: unknown): AddressUnusable =>
  new AddressUnusable(
    code === 'EACCES'
      ? `没有权限使用端口 ${port}，请用 --port 换成 1024 以上的端口。`
      : `本机没有地址 ${host}，请检查 --host；只在本机访问时不用写，容器里写 0.0.0.0。`,
  );

const NO_SUCH_PLACE: readonly unknown[] = ['EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND', 'EINVAL', 'EAI_AGAIN'];

/** Who listens everywhere is spoken to on loopback. */
const urlOf = (app: NestFastifyApplication, host: string): string => {
  const { port } = app.getHttpServer().address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${isIPv6(name) ? `[${name}]` : name}:${port}`;
};

/** Listens at the wanted port or the next free one, and answers the address. Throws AddressUnusable. */
export const listenOnFreePort = async (app: NestFastifyApplication, { host, port: wanted }: Place): Promise<string> => {
  for (let port = wanted; ; port += 1) {
    try {
      // Nest's own listen prints what it also throws, in English, before our sentence.
      await app.getHttpAdapter().getInstance().listen({ port, host });
      return urlOf(app, host);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (NO_SUCH_PLACE.includes(code)) throw unusable({ host, port }, code);
      if (code !== 'EADDRINUSE' || port >= wanted + 50) throw error;
    }
  }
};
