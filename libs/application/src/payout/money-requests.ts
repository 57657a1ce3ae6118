import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalJson, type JsonObject } from '@fenming/event-log';
import { derivedId, requestDecider, streams, type Asked } from '@fenming/subsidy';
import { Folder } from '../folder/folder';
import { orRefused, Refused } from '../outcomes';
import type { Caller } from '../executor';

export type MoneyRequest = {
  readonly key: string;
  readonly route: string;
  readonly body: JsonObject;
  readonly asked: Omit<Asked, 'at'>;
  readonly correlation: string;
};
export type MoneyAnswer = { readonly body: JsonObject; readonly replayed: boolean };

/**
 * Money requests under an Idempotency-Key, bound to a hash of route and body and kept in the log. The command id follows from the key,
 * so a request cut off by a crash does nothing twice when it is sent again. A refusal changed nothing and is not kept as the answer.
 */
@Injectable()
export class MoneyRequests {
  private readonly running = new Set<string>();

  constructor(private readonly folder: Folder) {}

  async run(request: MoneyRequest, perform: (caller: Caller) => Promise<JsonObject>): Promise<MoneyAnswer> {
    const { asked, correlation, key, route, body } = request;
    const requestId = derivedId('request', asked.by, key);
    if (this.running.has(requestId)) throw new Refused({ refused: 'request_running' });
    this.running.add(requestId);
    try {
      const stored = await this.accept(requestId, { asked, correlation, commandId: `${requestId}/accept` }, route, body);
      if (stored !== undefined) return { body: JSON.parse(stored) as JsonObject, replayed: true };
      const answer = await perform({ asked, correlation, commandId: requestId });
      await this.answer(requestId, answer, { asked, correlation, commandId: `${requestId}/answer` });
      return { body: answer, replayed: false };
    } finally {
      this.running.delete(requestId);
    }
  }

  private async accept(requestId: string, caller: Caller, route: string, body: JsonObject): Promise<string | undefined> {
    const bodyHash = createHash('sha256')
      .update(`${route}\n${canonicalJson(body)}`)
      .digest('hex');
    const { executor } = this.folder;
    const { state } = await executor.load(requestDecider, streams.request(requestId));
    if (state.accepted !== undefined && state.accepted.bodyHash !== bodyHash)
      throw new Refused({ refused: 'idempotency_conflict' });
    if (state.answered !== undefined) return state.answered.body;
    orRefused(
      await executor.one(
        requestDecider,
        streams.request(requestId),
        { do: 'accept', request: { requestId, route, bodyHash } },
        caller,
      ),
    );
    return undefined;
  }

  private async answer(requestId: string, body: JsonObject, caller: Caller): Promise<void> {
    const answer = { requestId, status: 200, body: canonicalJson(body) };
    orRefused(await this.folder.executor.one(requestDecider, streams.request(requestId), { do: 'answer', answer }, caller));
  }
}
