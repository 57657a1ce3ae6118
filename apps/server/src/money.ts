import {
  applyDecorators,
  createParamDecorator,
  HttpCode,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { createHash } from 'node:crypto';
import type { Observable } from 'rxjs';
import { Refused, type Caller } from '@fenming/commands';
import { canonicalJson, type JsonObject } from '@fenming/event-log';
import { MoneyRequests, RefusedBefore } from '@fenming/payout';
import type { FastifyReply } from 'fastify';
import { callerOf, type AuthedRequest } from './access/caller';
import { pathOf } from './problem';

/** A request that moves money: carried out once under its Idempotency-Key, and answered alike when it is sent again. */
export class MoneyRequest {
  constructor(
    private readonly requests: MoneyRequests,
    readonly request: AuthedRequest,
    private readonly reply: FastifyReply,
  ) {}

  /** `body`: what the key is bound to. A repeated answer says that it is one. @throws Refused */
  async once<Answer extends object>(body: object, perform: (caller: Caller) => Promise<Answer>): Promise<Answer> {
    const key = this.request.headers['idempotency-key'];
    if (typeof key !== 'string' || key === '') throw new Refused({ refused: 'idempotency_key_missing' });
    return this.under(key, body, perform);
  }

  /**
   * The same for a form of a page, which has no header: its key follows from the id that it was rendered with and from what it says. Sent
   * twice, it is done once; mended, it is another request.
   */
  onceAsForm<Answer extends object>(id: string, form: object, perform: (caller: Caller) => Promise<Answer>): Promise<Answer> {
    const said = createHash('sha256')
      .update(canonicalJson({ ...form } as JsonObject))
      .digest('hex');
    return this.under(`${id}/${said}`, form, perform);
  }

  /** What is answered is kept as JSON, and is the same when it is read again. */
  private async under<Answer extends object>(
    key: string,
    body: object,
    perform: (caller: Caller) => Promise<Answer>,
  ): Promise<Answer> {
    const { asked, correlation } = callerOf(this.request);
    const asking = { key, route: pathOf(this.request), body: { ...body } as JsonObject, asked, correlation };
    try {
      const answer = await this.requests.run(asking, async (caller) => (await perform(caller)) as unknown as JsonObject);
      if (answer.replayed) this.sayReplayed();
      return answer.body as unknown as Answer;
    } catch (error) {
      if (error instanceof RefusedBefore) this.sayReplayed();
      throw error;
    }
  }

  private sayReplayed(): void {
    void this.reply.header('Idempotency-Replayed', 'true');
  }
}

type Carrying = AuthedRequest & { money?: MoneyRequest };

@Injectable()
class MoneyInterceptor implements NestInterceptor {
  constructor(private readonly requests: MoneyRequests) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<Carrying>();
    request.money = new MoneyRequest(this.requests, request, http.getResponse<FastifyReply>());
    return next.handle();
  }
}

/** A method that moves money: it takes a `MoneyRequest` and does its work in it. */
export const MovesMoney = (): MethodDecorator =>
  applyDecorators(HttpCode(200), ApiHeader({ name: 'Idempotency-Key', required: true }), UseInterceptors(MoneyInterceptor));

/** The request of a method that moves money. */
export const Money = createParamDecorator((_: unknown, context: ExecutionContext): MoneyRequest => {
  const { money } = context.switchToHttp().getRequest<Carrying>();
  if (money === undefined) throw new Error('a method takes @Money() and is not marked @MovesMoney()');
  return money;
});
