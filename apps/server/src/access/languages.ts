import { AsyncResource } from 'node:async_hooks';
import { negotiate } from '@fastify/accept-negotiator';
import { LANGUAGES, speakIn, type Language } from '@fenming/language';
import { isDescription } from './operation-access';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** As RFC 9110 names them in an answer. */
const TAGS: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };

/** Pages are for officials and stay Chinese; what programs ask, and what is nowhere, is answered in their language. */
const isTranslated = (request: FastifyRequest): boolean =>
  (request.is404 || /^\/(api|health)\//.test(request.url) || asksForDescription(request)) &&
  request.headers.accept?.includes('text/html') !== true;
/** The description of the doors is one text in both languages: only why it is refused is translated. */
const asksForDescription = ({ routeOptions: { url } }: FastifyRequest): boolean => url !== undefined && isDescription(url);

/** The wanted language that the engine speaks; of `en-GB` the first part counts. Chinese where none is wanted, or none that it speaks. */
const languageAsked = (header: string | undefined): Language =>
  (header === undefined ? null : negotiate(header.replaceAll(/-[a-z0-9-]+/gi, ''), [...LANGUAGES])) ?? 'zh';

export const languageOfRequest = (request: FastifyRequest): Language =>
  isTranslated(request) ? languageAsked(request.headers['accept-language']) : 'zh';

/** Says in which language an answer is, and that another caller may get it in another. */
export const sayLanguage = (request: FastifyRequest, reply: FastifyReply): void => {
  if (!isTranslated(request) || (asksForDescription(request) && reply.statusCode < 400)) return;
  void reply.header('content-language', TAGS[languageOfRequest(request)]).header('vary', 'Accept-Language');
};

const SPEECH = Symbol('speech');
type Speaking = FastifyRequest & { [SPEECH]?: AsyncResource };

/**
 * Every request is answered in its language: what is said from here on, in whatever it calls. A body that is read comes in by events of the
 * connection, which know of no request, so the language is taken up again behind it.
 */
export const speakToEach = (server: FastifyInstance): void => {
  server.addHook('onRequest', (request: Speaking, reply, done) => {
    sayLanguage(request, reply);
    speakIn(languageOfRequest(request), () => {
      request[SPEECH] = new AsyncResource('fenming.language');
      done();
    });
  });
  server.addHook('preValidation', (request: Speaking, _reply, done) => {
    const speech = request[SPEECH];
    if (speech === undefined) done();
    else speech.runInAsyncScope(done);
  });
};
