import { Injectable } from '@nestjs/common';
import { MoneyRequests, RefusedBefore } from '@fenming/payout';
import { Refused, type Caller } from '@fenming/commands';
import type { JsonObject } from '@fenming/event-log';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf, type AuthedRequest } from './access/guard';
import { pathOf } from './problem';

/** The HTTP side of money requests: the Idempotency-Key is mandatory, and a repeated answer says that it is one. */
@Injectable()
export class MoneyDoor {
  constructor(private readonly requests: MoneyRequests) {}

  async run(
    http: { readonly request: FastifyRequest; readonly reply: FastifyReply },
    body: object,
    perform: (caller: Caller) => Promise<JsonObject>,
  ): Promise<JsonObject> {
    const request: AuthedRequest = http.request;
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string' || key === '') throw new Refused({ refused: 'idempotency_key_missing' });
    const { asked, correlation } = callerOf(request);
    const asking = { key, route: pathOf(request), body: { ...body } as JsonObject, asked, correlation };
    const sayReplayed = (): void => void http.reply.header('Idempotency-Replayed', 'true');
    try {
      const answer = await this.requests.run(asking, perform);
      if (answer.replayed) sayReplayed();
      return answer.body;
    } catch (error) {
      if (error instanceof RefusedBefore) sayReplayed();
      throw error;
    }
  }
}
