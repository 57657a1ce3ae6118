import { say, speakIn } from '@fenming/language';
import { isIPv6, type AddressInfo } from 'node:net';
import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { StderrLogger, type RunningCounty } from '@fenming/county';
import { guardEntrance } from './access/entrance';
import { languageOfRequest, sayLanguage, speakToEach } from './access/languages';
import { addSecurityHeaders, securityHeaders } from './access/headers';
import { requestIdOf } from './access/request-id';
import { KnownRoutes } from './access/known-routes';
import type { Cluster } from './queue/cluster';
import { describeOperations } from './description';
import { readBodies } from './intake/parsers';
import { INTAKES, UPLOAD } from './limits';
import { answerProblem, ProblemFilter } from './problem-filter';
import { answerUnread } from './transport-fault';
import { ServerModule } from './server.module';
import { unnamedProxies } from './trusted-proxies';
import { Validation } from './validation';

/** Long enough for the largest file over a village's line (24 MB at 32 KB a second); whoever sends for longer sends nothing. */
const REQUEST_MS = 900_000;

const UPLOAD_LIMITS = {
  fileSize: UPLOAD.file,
  // The second file is let in as far as the door that says that one too many came.
  files: UPLOAD.files + 1,
  fields: UPLOAD.fields,
  fieldNameSize: UPLOAD.fieldName,
  fieldSize: UPLOAD.fieldValue,
  headerPairs: 20,
};

/** Whatever carries payouts elsewhere, and the proxies that TLS ends at. */
export type Surroundings = { readonly cluster?: Cluster | undefined; readonly proxies?: readonly string[] };

const lookOutForProxies = (adapter: FastifyAdapter): void => {
  const look = unnamedProxies();
  adapter.getInstance().addHook('onRequest', (request, _reply, done) => {
    look(request.headers);
    done();
  });
};

/** The HTTP doors of one open folder: API under /api/v1, pages, documentation. It does not listen yet. */
export const createServer = async (
  county: RunningCounty,
  { cluster, proxies = [] }: Surroundings = {},
): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({
    bodyLimit: INTAKES.form.bytes,
    requestTimeout: REQUEST_MS,
    genReqId: requestIdOf,
    // Nobody else is believed about who asks from where, and whether by TLS.
    trustProxy: proxies.length > 0 && [...proxies],
    // Before any hook has run.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      addSecurityHeaders(request, reply);
      sayLanguage(request, reply);
      speakIn(languageOfRequest(request), () => void answerProblem(error, request, reply, county));
    },
    clientErrorHandler: answerUnread,
  });
  const routes = new KnownRoutes();
  adapter.getInstance().addHook('onRoute', (route) => routes.add(route));
  const app = await NestFactory.create<NestFastifyApplication>(ServerModule.of(county, cluster), adapter, {
    logger: new StderrLogger(),
    abortOnError: false,
  });
  await app.register(fastifyCookie);
  if (proxies.length === 0) lookOutForProxies(adapter);
  speakToEach(adapter.getInstance());
  guardEntrance(adapter.getInstance(), county);
  readBodies(app);
  await app.register(fastifyMultipart, { limits: UPLOAD_LIMITS });
  adapter.getInstance().addHook('onSend', securityHeaders);
  app.useGlobalPipes(new Validation());
  app.useGlobalFilters(new ProblemFilter(county, routes));
  describeOperations(app);
  await cluster?.mount(app);
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
      ? say(
          `没有权限使用端口 ${port}，请用 --port 换成 1024 以上的端口。`,
          `No permission to use port ${port}: choose one above 1024 with --port.`,
        )
      : say(
          `本机没有地址 ${host}，请检查 --host；只在本机访问时不用写，容器里写 0.0.0.0。`,
          `This machine has no address ${host}, check --host; leave it out for this machine alone, and write 0.0.0.0 in a container.`,
        ),
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
