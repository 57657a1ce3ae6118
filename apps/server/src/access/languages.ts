import { AsyncResource } from 'node:async_hooks';
import { negotiate } from '@fastify/accept-negotiator';
import { LANGUAGES, speakIn, type Language } from '@fenming/language';
import { BOARD_PATH, isDescription } from './operation-access';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** As RFC 9110 and HTML name them. */
export const LANGUAGE_TAGS: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };

/** The language that somebody has chosen at the head of a page. */
export const LANGUAGE_COOKIE = 'fenming_language';

const routeOf = ({ routeOptions: { url } }: FastifyRequest): string => url ?? '';

/** What programs ask, and what is nowhere: whatever else there is, and whatever is wanted as a page, is read by a person in a browser. */
const isProgrammed = (request: FastifyRequest): boolean =>
  (request.is404 || /^\/(api|health)\//.test(request.url) || isDescription(routeOf(request))) &&
  request.headers.accept?.includes('text/html') !== true;

/** The wanted language that the engine speaks; of `en-GB` the first part counts. Chinese where none is wanted, or none that it speaks. */
const languageAsked = (header: string | undefined): Language =>
  (header === undefined ? null : negotiate(header.replaceAll(/-[a-z0-9-]+/gi, ''), [...LANGUAGES])) ?? 'zh';

/** Read from the header itself: an address that cannot be read is answered before its cookies are. */
const languageChosen = (header: string | undefined): Language | undefined =>
  LANGUAGES.find((language) => header?.split(/;\s*/).includes(`${LANGUAGE_COOKIE}=${language}`) === true);

/** A person's own choice goes before what the browser was installed with. */
export const languageOfRequest = (request: FastifyRequest): Language => {
  const { cookie, 'accept-language': wanted } = request.headers;
  return (isProgrammed(request) ? undefined : languageChosen(cookie)) ?? languageAsked(wanted);
};

/** The page around the description of the doors, and the board of the queue, are a library's own: only why they are refused is ours to say. */
const isOfLibrary = (request: FastifyRequest): boolean => {
  const route = routeOf(request);
  return (isDescription(route) && !/(openapi\.json|-yaml|swagger-ui-init\.js)$/.test(route)) || route.startsWith(BOARD_PATH);
};

/** Says in which language an answer is, and that another caller may get it in another. */
export const sayLanguage = (request: FastifyRequest, reply: FastifyReply): void => {
  if (isOfLibrary(request) && reply.statusCode < 400) return;
  void reply
    .header('content-language', LANGUAGE_TAGS[languageOfRequest(request)])
    .header('vary', isProgrammed(request) ? 'Accept-Language' : 'Accept-Language, Cookie');
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
