import { randomUUID } from 'node:crypto';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { Refused, type ControlFault, type FileFault } from '@fenming/application';
import { findPersonalNumbers, withoutPersonalNumbers } from '@fenming/citizen';
import { Conflict, Definite, OutcomeUnknown } from '@fenming/event-log';
import type { DefinitionError } from '@fenming/programmes';
import { REFUSALS } from '@fenming/subsidy';
import { MalformedCursor } from '@fenming/views';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** One fault of a request: where (JSON pointer, line and pointer of a definition, or row and column of a roster), a stable code, and what to do. */
export type ProblemFault = {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly pointer?: string;
  readonly file?: string;
  readonly line?: number;
  readonly row?: number;
  readonly column?: string;
  readonly value?: string;
};

/** RFC 9457 problem details; `title` is the sentence for people (zh-CN), `code` the stable name for machines. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly instance?: string;
  readonly request_id: string;
  readonly errors?: readonly ProblemFault[];
};

/** Malformed input, with a pointer to each field. */
export class Malformed extends Error {
  constructor(readonly faults: readonly ProblemFault[]) {
    super('validation_failed');
    this.name = 'Malformed';
  }
}

type Shape = Pick<Problem, 'status' | 'code' | 'title'> & { readonly detail?: string; readonly errors?: readonly ProblemFault[] };

/** A fault as an answer names it: `message` says what is wrong, `hint` what to do. */
export const faultOf = (fault: FileFault | DefinitionError | ControlFault): ProblemFault => {
  if ('formula' in fault) return { code: fault.formula, message: fault.sentence, hint: fault.title };
  if ('pointer' in fault) {
    const { file, line, pointer, reason } = fault;
    return { code: 'definition', message: reason, file, line, pointer };
  }
  const { row, column, value, code, reason, hint } = fault;
  return { row, column, value, code, message: reason, hint };
};

const shapeOf = (error: unknown): Shape => {
  if (error instanceof Refused) {
    const { refused, detail } = error.refusal;
    const { status, text } = REFUSALS[refused];
    const errors = error.faults.length === 0 ? {} : { errors: error.faults.map(faultOf) };
    return {
      status,
      code: refused,
      title: text,
      ...(detail === undefined ? {} : { detail: withoutPersonalNumbers(detail) }),
      ...errors,
    };
  }
  if (error instanceof Malformed)
    return { status: 400, code: 'validation_failed', title: '请求内容不符合要求。', errors: error.faults };
  if (error instanceof MalformedCursor) return { status: 400, code: 'malformed_cursor', title: '翻页标记无效。' };
  if (error instanceof Definite && error.code === 'malformed')
    return { status: 400, code: 'validation_failed', title: '请求内容不符合要求。' };
  if (error instanceof Definite || error instanceof OutcomeUnknown)
    return { status: 503, code: 'log_unavailable', title: REFUSALS.log_unavailable.text };
  if (error instanceof Conflict) return { status: 412, code: 'version_conflict', title: REFUSALS.version_conflict.text };
  if (error instanceof HttpException)
    return { status: error.getStatus(), code: codeOfStatus(error.getStatus()), title: titleOfStatus(error.getStatus()) };
  if (isClientFault(error)) return { status: error.statusCode, code: 'malformed_request', title: '请求无法读取。' };
  return { status: 500, code: 'fault', title: '系统故障，请凭请求号联系管理员。' };
};

const isClientFault = (error: unknown): error is { readonly statusCode: number } =>
  typeof error === 'object' &&
  error !== null &&
  'statusCode' in error &&
  typeof error.statusCode === 'number' &&
  error.statusCode < 500;

const codeOfStatus = (status: number): string =>
  ({ 401: 'unauthenticated', 403: 'forbidden', 404: 'not_found' })[status] ?? 'malformed_request';
const titleOfStatus = (status: number): string =>
  ({ 401: REFUSALS.unauthenticated.text, 403: '没有权限。', 404: REFUSALS.not_found.text })[status] ?? '请求无法读取。';

/** The path alone: what is asked for may stand in the query. */
export const pathOf = ({ url }: FastifyRequest): string => url.split('?')[0] ?? '';

/** The caller's own request id is kept, unless it is no id: it stands in the log beside every event of the request. */
export const requestIdOf = (request: FastifyRequest): string => {
  const given = request.headers['x-request-id'];
  if (typeof given === 'string' && /^[\w.-]{1,80}$/.test(given) && findPersonalNumbers(given).length === 0) return given;
  const holder = request as FastifyRequest & { fenmingId?: string };
  return (holder.fenmingId ??= randomUUID());
};

/** A person in front of a browser, as against a program. */
const isPage = (request: FastifyRequest): boolean =>
  !pathOf(request).startsWith('/api/') && request.headers.accept?.includes('text/html') === true;

export const problemOf = (error: unknown, request: FastifyRequest): Problem => ({
  type: `/problems/${shapeOf(error).code}`,
  ...shapeOf(error),
  instance: withoutPersonalNumbers(pathOf(request)),
  request_id: requestIdOf(request),
});

/** Every error leaves as a problem. A fault is logged with its request id and stack, never with the request's content. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = problemOf(error, request);
    if (problem.status === 401 && isPage(request)) return void reply.redirect('/login', 303);
    if (problem.status >= 500)
      this.logger.error(`${problem.request_id} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    void send(problem, reply);
  }
}

const send = (problem: Problem, reply: FastifyReply): FastifyReply =>
  reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('x-request-id', problem.request_id)
    .send(JSON.stringify(problem));

/** The same answer where Nest's filters do not reach. */
export const answerProblem = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  send(problemOf(error, request), reply);
