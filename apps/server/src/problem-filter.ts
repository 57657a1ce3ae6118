import { heard, say, speakAsUsual, spokenLanguage } from '@fenming/language';
import {
  Catch,
  Logger,
  MethodNotAllowedException,
  NotFoundException,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { endForDamage, endForDisk, isWriteFailed, sentenceOfLogFault, type RunningCounty } from '@fenming/county';
import { isDamage } from '@fenming/views';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sayLanguage } from './access/languages';
import type { KnownRoutes } from './access/known-routes';
import { errorPage } from './pages/error.page';
import { frameOf } from './pages/frame';
import { page } from './pages/layout';
import { pathOf, problemOf, type Problem } from './problem';

/** A person in front of a browser, as against a program: it asks for a page, or sends a form to one. */
const isPerson = (request: FastifyRequest): boolean => {
  const { accept = '', 'content-type': type = '' } = request.headers;
  return accept.includes('text/html') || (type.startsWith('application/x-www-form-urlencoded') && !isProgrammed(request));
};
const isProgrammed = (request: FastifyRequest): boolean => pathOf(request).startsWith('/api/');

const asJson = (problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  void reply.status(problem.status);
  sayLanguage(request, reply);
  return reply
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('x-request-id', problem.request_id)
    .send(JSON.stringify(problem));
};

/** Whoever is not logged in is shown the door; everything else is a page with the sentence and the way back. */
const asPage = (problem: Problem, request: FastifyRequest, reply: FastifyReply, county: RunningCounty): FastifyReply => {
  if (problem.status === 401) return reply.redirect('/login', 303);
  void reply.status(problem.status);
  sayLanguage(request, reply);
  return reply.type('text/html; charset=utf-8').send(page(frameOf(county, problem.title, request), errorPage(problem)));
};

/** Sends a problem as whoever asked can read it. */
const sendProblem = (problem: Problem, request: FastifyRequest, reply: FastifyReply, county: RunningCounty): FastifyReply => {
  if (problem.retry_after !== undefined) void reply.header('retry-after', problem.retry_after);
  return isPerson(request) ? asPage(problem, request, reply, county) : asJson(problem, request, reply);
};

/** The same answer where Nest's filters do not reach. */
export const answerProblem = (
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  county: RunningCounty,
): FastifyReply => sendProblem(problemOf(error, request, county), request, reply, county);

/** Whoever is still sending too much reads no answer before the end: the rest is taken and thrown away. */
const hearOut = (request: FastifyRequest, reply: FastifyReply): void => {
  void reply.removeHeader('connection');
  request.raw.resume();
};

/** A fault of ours, with the place where it happened. */
const tracedText = (error: unknown): string =>
  heard(spokenLanguage(), error instanceof Error ? (error.stack ?? error.message) : String(error));

/** Every error leaves as a problem: as JSON for programs, as a page for people. A fault is logged with its request id and stack, never with the request's content. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('problem');

  constructor(
    private readonly county: RunningCounty,
    private readonly routes: KnownRoutes,
  ) {}

  /** What has its own words is told to whoever asked, and by the alarms. */
  private log(error: unknown, { status, request_id }: Problem): void {
    const outage = sentenceOfLogFault(error);
    if (outage !== undefined) this.logger.warn(`${request_id} ${outage}`);
    else if (status === 500) this.logger.error(`${request_id} ${tracedText(error)}`);
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const methods = error instanceof NotFoundException ? this.routes.methodsAt(pathOf(request)) : [];
    const problem = methods.length === 0 ? problemOf(error, request, this.county) : this.otherwise(methods, request, reply);
    speakAsUsual(() => this.log(error, problem));
    if (problem.status === 413) hearOut(request, reply);
    // Nobody hears out who sends for ever.
    if (problem.status === 408) void reply.header('connection', 'close');
    const end = isDamage(error)
      ? endForDamage
      : isWriteFailed(error)
        ? () => endForDisk(say('数据', 'data'), error.code)
        : undefined;
    if (end !== undefined) reply.raw.once('close', () => void this.county.endWith(end));
    void sendProblem(problem, request, reply, this.county);
  }

  /** The router does not tell an address that there is not from one that takes other methods (RFC 9110, 15.5.6). */
  private otherwise(methods: readonly string[], request: FastifyRequest, reply: FastifyReply): Problem {
    void reply.header('allow', methods.join(', '));
    return {
      ...problemOf(new MethodNotAllowedException(), request, this.county),
      detail: say(`可用的方法：${methods.join('、')}`, `Methods that there are: ${methods.join(', ')}`),
    };
  }
}
